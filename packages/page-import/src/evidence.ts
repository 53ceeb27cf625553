export type Confidence = 'high' | 'medium' | 'low'

/** What a field of the draft rests on (contract §4). */
export interface Evidence<Value> {
  readonly value: Value | null
  readonly confidence: Confidence
  /** Name of the rule that found it; `override` for a parameter of the request. */
  readonly rule: string
  /** UTF-16 offsets in the text as received, `end` excluded; null where the value is printed nowhere. */
  readonly start: number | null
  readonly end: number | null
  /** Other values that the page gives for the field, the next best first. */
  readonly alternatives: readonly Value[]
}

/** A parameter of the request overrules the page; what the page says stays visible as an alternative. */
export function overridden<Value>(value: Value, found: Evidence<Value> | null): Evidence<Value> {
  const known = found === null ? [] : [...(found.value === null ? [] : [found.value]), ...found.alternatives]
  const alternatives = known.filter((other) => JSON.stringify(other) !== JSON.stringify(value))
  return { value, confidence: 'high', rule: 'override', start: null, end: null, alternatives }
}
