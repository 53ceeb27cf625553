import { z } from 'zod'

/** A setting is missing or wrong; the message names it and says what it takes. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError'
  readonly code = 'bad-config'

  /** Each line `NAME: what it takes`. */
  constructor(wrong: readonly string[]) {
    const lines = wrong.map((line) => `  ${line}`).join('\n')
    super(`The configuration cannot be used:\n${lines}\nSee .env.example for every setting.`)
  }
}

/** The environment, read once, as a typed value. Nobody else looks at `process.env`. */
export function readConfig<S extends z.ZodObject>(schema: S, environment: NodeJS.ProcessEnv): z.infer<S> {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''))
  const parsed = schema.safeParse(set)
  if (parsed.success) return parsed.data
  throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
}

/** Every path of the site begins at the root, so no address below a path can be right. */
function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.href === `${url.origin}/`
}

const address = z
  .string('must be set')
  .refine(isOrigin, 'must be an http or https address without a path, as https://wire.example')
  .transform((url) => new URL(url).origin)

/** Settings that several services share. */
export const settings = {
  host: z.string().default('127.0.0.1'),
  port: (otherwise: number) =>
    z
      .string()
      .regex(/^\d+$/, 'must be a port number')
      .default(String(otherwise))
      .transform(Number)
      .pipe(z.number().max(65_535, 'must be a port number')),
  /** Absolute URLs come from here alone, never from `Host`. Without a slash at its end. */
  publicUrl: address,
  /** Of another service inside the deployment. Without a slash at its end. */
  serviceUrl: address,
  trustedProxies: z.string().regex(/^\d$/, 'must be a number from 0 to 9').default('0').transform(Number),
  operatorKey: z
    .string('must be set')
    .regex(/^\S{16,}$/, 'must have at least 16 characters and no white space'),
  logLevel: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  flag: (otherwise: 'true' | 'false') =>
    z
      .enum(['true', 'false'], 'must be true or false')
      .default(otherwise)
      .transform((text) => text === 'true'),
} as const
