/** What two spellings of one category have in common: NFC, no space around, no case (contract §6). */
export function categoryKey(name: string): string {
  return name.normalize('NFC').trim().toLowerCase()
}
