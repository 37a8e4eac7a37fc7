/** What a merchant holds; all of it secret. */
export interface StripeKeys {
  /** `sk_live_…`, `sk_test_…`, or a restricted key (`rk_…`) that may read payments, balance and refunds and write refunds. */
  readonly apiKey: string
  /** `whsec_…` of the webhook endpoint. */
  readonly webhookSecret: string
}

export const API_KEY = /^[sr]k_(live|test)_[0-9A-Za-z]{8,}$/

export const WEBHOOK_SECRET = /^whsec_[0-9A-Za-z+/=]{8,}$/

/** Whether real money moves under a key. */
export const isLive = (apiKey: string): boolean => API_KEY.exec(apiKey)?.[1] === 'live'
