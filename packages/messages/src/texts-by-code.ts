/** For each code a text, or a function of what that code carries. */
export type TextsByCode<Coded extends { readonly code: string }> = {
  readonly [One in Coded as One['code']]: string | ((carried: One) => string)
}

export function render<Coded extends { readonly code: string }>(
  texts: TextsByCode<Coded>,
  coded: Coded,
): string {
  // The compiler cannot see that the text under `coded.code` takes exactly this member of the union.
  const text = texts[coded.code as keyof TextsByCode<Coded>] as string | ((carried: Coded) => string)
  return typeof text === 'string' ? text : text(coded)
}
