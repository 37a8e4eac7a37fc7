import { readFileSync } from 'node:fs'
import { isIP } from 'node:net'
import { misspeltSettings } from '@recourse/kernel'
import { z } from 'zod'

/** An address, or a network such as `10.0.0.0/8`; never everybody's. */
const isAddressOrNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/')
  const most = { 4: 32, 6: 128 }[isIP(address)]
  return most !== undefined && rest.length === 0 && (bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= most))
}
const Proxies = z.string().transform((text) => text.split(',').map((proxy) => proxy.trim()))
  .refine((proxies) => proxies.every(isAddressOrNetwork), 'addresses or networks of proxies with commas between them, such as 10.0.3.7,10.1.0.0/16')

const Settings = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65535).default(8080),
  DATABASE_URL: z.string().min(1),
  EVENT_STORE: z.enum(['postgres', 'eventstoredb']).default('postgres'),
  EVENTSTORE_URL: z.string().optional(),
  EVENTSTORE_PREFIX: z.string().regex(/^[a-z0-9_]*$/).default(''),
  EVENT_FEED: z.enum(['nats', 'store']).default('nats'),
  NATS_URL: z.string().optional(),
  NATS_STREAM: z.string().regex(/^[A-Z0-9_]+$/).default('REFUND_V1'),
  NATS_PREFIX: z.string().regex(/^[a-z0-9_]+(\.[a-z0-9_]+)*$/).default('refund.v1'),
  AUTH_JWKS_FILE: z.string().optional(),
  AUTH_JWKS_URL: z.url().optional(),
  AUTH_ISSUER: z.string().min(1),
  AUTH_AUDIENCE: z.string().min(1).default('recourse'),
  MASTER_KEY: z.string().min(1),
  PUBLIC_URL: z.string().optional(),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TRUSTED_PROXIES: Proxies.optional(),
  HTTP_QUEUE_LIMIT: z.coerce.number().int().positive().default(200),
  SHUTDOWN_DRAIN_MS: z.coerce.number().int().nonnegative().default(0),
  RECOURSE_FAILPOINTS: z.string().min(1).optional(),
})

export type Config = z.output<typeof Settings>

export class ConfigError extends Error {
  override name = 'ConfigError'
}

/**
 * Reads settings from the environment; `NAME_FILE` gives a file that holds the value of `NAME` (mounted secrets).
 * A file that is named has to be there, even where the value itself is set and goes before.
 * @throws ConfigError that names every setting that is missing, wrong or misspelt, never its value.
 */
export const readConfig = (environment: NodeJS.ProcessEnv): Config => readSettings(environment, Settings, (config, problems) => {
  if (config.EVENT_STORE === 'eventstoredb' && !config.EVENTSTORE_URL) problems.push('EVENTSTORE_URL: needed when EVENT_STORE=eventstoredb')
  if (config.EVENT_FEED === 'nats' && !config.NATS_URL) problems.push('NATS_URL: needed when EVENT_FEED=nats (or set EVENT_FEED=store)')
  if (!config.AUTH_JWKS_FILE && !config.AUTH_JWKS_URL) problems.push('AUTH_JWKS_URL or AUTH_JWKS_FILE: where the keys of the token issuer are')
  if (Buffer.from(config.MASTER_KEY, 'base64').length !== 32) problems.push('MASTER_KEY: 32 bytes in base64 (make one with `openssl rand -base64 32`)')
  if (config.RECOURSE_FAILPOINTS && config.NODE_ENV !== 'test') problems.push('RECOURSE_FAILPOINTS: makes the service fail on purpose, only with NODE_ENV=test')
  problems.push(...misspeltSettings(environment, 'RECOURSE_', ['RECOURSE_FAILPOINTS']))
})

/** Reads a service's own settings by the same rules. */
export const readSettings = <Schema extends z.ZodObject>(environment: NodeJS.ProcessEnv, schema: Schema, check?: (settings: z.output<Schema>, problems: string[]) => void): z.output<Schema> => {
  const problems: string[] = []
  const values = Object.fromEntries(Object.keys(schema.shape).map((name) => {
    const text = fromFile(environment, name, problems)
    return [name, environment[name] ?? text]
  }))
  const parsed = schema.safeParse(values)
  if (!parsed.success) problems.push(...parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`))
  if (parsed.success) check?.(parsed.data, problems)
  if (problems.length > 0 || !parsed.success) throw new ConfigError(`settings that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return parsed.data
}

// AUTH_JWKS_FILE is a setting of its own, not the file form of AUTH_JWKS.
const fromFile = (environment: NodeJS.ProcessEnv, name: string, problems: string[]): string | undefined => {
  const path = environment[`${name}_FILE`]
  if (path === undefined) return undefined
  try {
    return readFileSync(path, 'utf8').trim()
  } catch (error) {
    problems.push(`${name}_FILE: the file cannot be read (${String((error as NodeJS.ErrnoException).code)})`)
    return undefined
  }
}
