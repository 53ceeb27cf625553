/** `rss` ships no types; this is what the benchmark uses of it. */
declare module 'rss' {
  class RSS {
    constructor(channel: object)
    item(item: object): void
    xml(): string
  }
  export = RSS
}
