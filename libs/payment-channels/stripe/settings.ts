import { readChannelSettings, type Environment, type SettingsReader } from '../channel-settings.js'
import type { StripeChannelOptions } from './channel.js'
import { isAddressOfStripe } from './client.js'
import { API_KEY, WEBHOOK_SECRET } from './keys.js'

const PREFIX = 'STRIPE_'

/**
 * Settings from the environment, or undefined when none of `STRIPE_*` is set; `NAME_FILE` gives a file that holds the value of `NAME`.
 * - `STRIPE_API_KEY`: secret or restricted, `sk_…` or `rk_…`; `STRIPE_WEBHOOK_SECRET`: `whsec_…`, of the endpoint that Stripe's notices go to.
 * - `STRIPE_TIMEOUT_MS`, `STRIPE_URL`: optional. Stripe signs no answers, so the address is https, or one of this machine.
 * @throws Error that names every setting that is missing, wrong or misspelt, never its value
 */
export const readStripeSettings = (environment: Environment): StripeChannelOptions | undefined =>
  readChannelSettings('Stripe', PREFIX, withoutTheirs(environment), optionsFrom)

/** What Stripe's own library reads. */
const withoutTheirs = ({ STRIPE_SUPPRESS_NOTICES: _, ...ours }: Environment): Environment => ours

const optionsFrom = (settings: SettingsReader): StripeChannelOptions => {
  const [apiKey, webhookSecret] = [secretFrom(settings, 'API_KEY', API_KEY), secretFrom(settings, 'WEBHOOK_SECRET', WEBHOOK_SECRET)]
  const url = settings.optional('URL')
  settings.check(!url || isAddressOfStripe(url), 'URL', 'is neither https nor an address of this machine')
  const timeout_ms = settings.wholeNumber('TIMEOUT_MS')
  return { keys: { apiKey, webhookSecret }, ...(url && { url }), ...(timeout_ms && { timeout_ms }) }
}

const secretFrom = (settings: SettingsReader, name: string, shape: RegExp): string => {
  const secret = settings.required(name)
  settings.check(!secret || shape.test(secret), name, 'is not one that Stripe gives out')
  return secret
}
