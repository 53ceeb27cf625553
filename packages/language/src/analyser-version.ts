/**
 * Raised by whoever changes what `analyse` makes of any text: an index filled by another version is
 * rebuilt before it is searched with this one.
 */
export const ANALYSER_VERSION = 5
