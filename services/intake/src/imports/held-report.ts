import { open, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Kept in memory; what is more goes to a file that nobody else can open. */
const MOST_IN_MEMORY = 256_000
const MOST_IN_FILE = 1_000_000_000
const READ_BYTES = 65_536

/**
 * A report kept back until the document was read. Most clients send first and read then, and nginx passes nothing
 * more of a body on once an answer has begun (measured with 1.22: 50 MB never arrived): both would wait for ever.
 */
export async function* heldReport(
  texts: AsyncIterable<string>,
  upload: { readonly ended: () => boolean; readonly tooLong: () => void },
  newName: () => string,
): AsyncGenerator<string> {
  await using kept = createKept(newName)
  let begun = false
  for await (const text of texts) {
    if (!begun && !upload.ended()) {
      if ((await kept.add(text)) > MOST_IN_FILE) upload.tooLong()
      continue
    }
    if (!begun) yield* kept.read()
    begun = true
    if (text !== '') yield text
  }
  if (!begun) yield* kept.read()
}

function createKept(newName: () => string) {
  let memory: string[] = []
  let inMemory = 0
  let inFile = 0
  let file: FileHandle | undefined
  return {
    /** Resolves to the bytes in the file. */
    async add(text: string): Promise<number> {
      memory.push(text)
      inMemory += text.length
      if (inMemory > MOST_IN_MEMORY) {
        file ??= await openNameless(newName)
        const bytes = Buffer.from(memory.join(''))
        await file.appendFile(bytes)
        inFile += bytes.length
        memory = []
        inMemory = 0
      }
      return inFile
    },
    async *read(): AsyncGenerator<string> {
      const decoder = new TextDecoder()
      const buffer = Buffer.alloc(READ_BYTES)
      for (let at = 0; file !== undefined && at < inFile;) {
        const { bytesRead } = await file.read(buffer, 0, buffer.length, at)
        if (bytesRead === 0) throw new Error('a report ended before its end')
        at += bytesRead
        yield decoder.decode(buffer.subarray(0, bytesRead), { stream: true })
      }
      if (memory.length > 0) yield memory.join('')
    },
    async [Symbol.asyncDispose]() {
      await file?.close()
    },
  }
}

/** Without a name it is gone with the process, however that ends. */
async function openNameless(newName: () => string): Promise<FileHandle> {
  const path = join(tmpdir(), `uniwire-report-${newName()}`)
  const file = await open(path, 'wx+', 0o600)
  await unlink(path)
  return file
}
