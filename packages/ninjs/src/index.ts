export { fromNinjs } from './from-ninjs.ts'
export type { PostedNinjs } from './from-ninjs.ts'
export { articleForm, isReadableVersion } from './media-type.ts'
export { toNinjs } from './to-ninjs.ts'
