/** GIF89a, 1 × 1, one transparent colour: 43 bytes. */
export const PIXEL = Uint8Array.fromHex(
  [
    '474946383961',
    // Logical screen: 1 × 1, a table of two colours.
    '01000100800000',
    '000000ffffff',
    // Graphic control: colour 0 is transparent.
    '21f90401000000002c00000000010001000002',
    // LZW: clear, colour 0, end.
    '02440100',
    '3b',
  ].join(''),
)
