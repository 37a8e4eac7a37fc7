import { readFileSync } from 'node:fs'
import type { StripeChannelOptions } from './channel.js'
import { isAddressOfStripe } from './client.js'
import { API_KEY, WEBHOOK_SECRET } from './keys.js'

type Environment = Readonly<Record<string, string | undefined>>

const SECRETS = ['STRIPE_API_KEY', 'STRIPE_WEBHOOK_SECRET']
const OURS: readonly string[] = [...SECRETS, ...SECRETS.map((name) => `${name}_FILE`), 'STRIPE_URL', 'STRIPE_TIMEOUT_MS', 'STRIPE_TENANTS']

/**
 * Settings from the environment, or undefined when none of these is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `STRIPE_API_KEY`: secret or restricted, `sk_…` or `rk_…`; `STRIPE_WEBHOOK_SECRET`: `whsec_…`, of the endpoint that Stripe's notices go to.
 * - `STRIPE_TIMEOUT_MS`, `STRIPE_URL`: optional. Stripe signs no answers, so the address is https, or one of this machine.
 * @throws Error that names every setting that is missing or wrong, never its value
 */
export const readStripeSettings = (environment: Environment): StripeChannelOptions | undefined => {
  if (!OURS.some((name) => environment[name] !== undefined)) return undefined
  const problems: string[] = []
  const options = optionsFrom(environment, problems)
  if (problems.length > 0) throw new Error(`settings of Stripe that are missing or wrong:\n  ${problems.join('\n  ')}`)
  return options
}

const optionsFrom = (environment: Environment, problems: string[]): StripeChannelOptions => {
  const apiKey = secretFrom(environment, 'STRIPE_API_KEY', API_KEY, problems)
  const webhookSecret = secretFrom(environment, 'STRIPE_WEBHOOK_SECRET', WEBHOOK_SECRET, problems)
  const { STRIPE_URL: url, STRIPE_TIMEOUT_MS: timeout_ms } = environment
  if (url && !isAddressOfStripe(url)) problems.push('STRIPE_URL is neither https nor an address of this machine')
  if (timeout_ms !== undefined && !/^[1-9]\d{0,5}$/.test(timeout_ms)) problems.push('STRIPE_TIMEOUT_MS is not a whole number above zero')
  return { keys: { apiKey, webhookSecret }, ...(url && { url }), ...(timeout_ms && { timeout_ms: Number(timeout_ms) }) }
}

const secretFrom = (environment: Environment, name: string, shape: RegExp, problems: string[]): string => {
  const file = environment[`${name}_FILE`]
  const value = environment[name] ?? (file && readOrReport(file, `${name}_FILE`, problems)?.trim())
  if (value === undefined || value === '') problems.push(`${name} is not set`)
  else if (!shape.test(value)) problems.push(`${name} is not one that Stripe gives out`)
  return value ?? ''
}

const readOrReport = (file: string, name: string, problems: string[]): string | undefined => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    problems.push(`${name} cannot be read`)
    return undefined
  }
}
