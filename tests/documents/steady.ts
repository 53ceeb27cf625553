/** The recorded day; what the articles of it say of themselves is earlier. */
const DAY = '2026-02-12'
const INSTANT = /\b(\d{4}-\d{2}-\d{2})T\d{2}:\d{2}:\d{2}(\.\d{3})?Z/g
const LONE_DAY = /^\d{4}-\d{2}-\d{2}$/
const SECRET = /uw_[\w-]+/g
/** Made of the subscriber's address, and so of its port. */
const SUBSCRIPTION = /\b[0-9a-f]{32}\b/g
/** Ids of articles are of version 5, and the same in every run. */
const RANDOM_ID = /\b[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}\b/g

/**
 * An answer without what differs from run to run: moments since the recorded day are one moment of it, days keep
 * their distance from today, random ids are one id, secrets none; `names` says what else stands for what.
 */
export function steady(answer: unknown, names: Readonly<Record<string, string>>, today: string): unknown {
  const shiftMs = Date.parse(today) - Date.parse(DAY)
  const steadyText = (value: string) => {
    if (LONE_DAY.test(value) && value > DAY)
      return new Date(Date.parse(value) - shiftMs).toISOString().slice(0, DAY.length)
    return Object.entries(names)
      .reduce((text, [name, other]) => text.replaceAll(name, other), value)
      .replaceAll(INSTANT, (instant, day: string, milliseconds?: string) =>
        day < DAY ? instant : `${DAY}T04:30:00${milliseconds === undefined ? '' : '.000'}Z`,
      )
      .replaceAll(RANDOM_ID, '01890a5d-ac96-774b-bcce-b302099a8057')
      .replaceAll(SUBSCRIPTION, '5f1c2d9be07a4c3681f0a2b4c6d8e0f2')
      .replaceAll(SECRET, 'uw_…')
  }
  return JSON.parse(JSON.stringify(answer), (name, value: unknown) => {
    if (typeof value !== 'string') return value
    return name === 'nextCursor' ? 'b3BhcXVl' : steadyText(value)
  })
}
