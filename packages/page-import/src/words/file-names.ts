const IMAGE_EXTENSIONS = 'jpe?g|png|gif|webp|heic|heif|avif|bmp|tiff?|svg'
const OTHER_EXTENSIONS = 'mp4|mov|avi|mkv|mp3|pdf|docx?|xlsx?|pptx?|rtf|odt|zip|rar|7z|txt|csv'

const IMAGE_AT_END = new RegExp(`\\.(?:${IMAGE_EXTENSIONS})$`, 'i')
const ANY_FILE = new RegExp(`\\.(?:${IMAGE_EXTENSIONS}|${OTHER_EXTENSIONS})(?![\\p{L}\\p{N}])`, 'iu')
const BETWEEN_IMAGES = new RegExp(`(?<=\\.(?:${IMAGE_EXTENSIONS}))[\\s,;]+`, 'i')
const MAX_FILE_NAME = 255

/** The names when the line is nothing but names of image files (contract §4); else none. */
export function imageNamesIn(text: string): readonly string[] {
  const bare = text.replace(/^[•·●▪*\s-]{1,4}/u, '')
  if (bare.length > MAX_FILE_NAME || !IMAGE_AT_END.test(bare)) return []
  const names = bare.split(BETWEEN_IMAGES)
  return names.every((name) => IMAGE_AT_END.test(name) && !/[.!?]\s+\p{Lu}/u.test(name)) ? names : []
}

/** A file is named in the line: a date in it is the camera's or the scanner's. */
export function namesFile(text: string): boolean {
  return ANY_FILE.test(text)
}
