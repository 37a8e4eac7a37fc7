import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import type { Failure } from '../port.js'
import type { StripeError } from './client.js'

/** `outcome-unknown`: another request under the same key is still being carried out, or a party behind Stripe did not answer. */
type Meaning = ChannelErrorCode | 'outcome-unknown'

type Meanings = Readonly<Record<string, Meaning>>

/** Why a refund that Stripe had taken over did not arrive: every documented `failure_reason`. Its number is over. */
export const failureReasons: Meanings = {
  lost_or_stolen_card: 'CARD_UNUSABLE',
  expired_or_canceled_card: 'CARD_UNUSABLE',
  charge_for_pending_refund_disputed: 'REFUND_OVERTAKEN_BY_DISPUTE',
  insufficient_funds: 'REFUND_CLOSED',
  declined: 'REFUND_DECLINED',
  merchant_request: 'REFUND_CANCELED',
  unknown: 'REFUND_FAILED',
}

/** Errors that carry no code of Stripe's, by their type. */
export const errorTypes: Meanings = {
  idempotency_error: 'REFUND_NUMBER_REUSED',
  rate_limit_error: 'CHANNEL_BUSY',
  authentication_error: 'KEY_REJECTED',
  card_error: 'REFUND_DECLINED',
  api_error: 'outcome-unknown',
}

/** Every documented error `code` that a refund, or a question about one, can meet. */
export const errorCodes: Meanings = {
  charge_already_refunded: 'AMOUNT_ABOVE_PAID',
  amount_too_large: 'AMOUNT_ABOVE_PAID',
  amount_too_small: 'REFUSED_BY_RULE',
  invalid_charge_amount: 'REQUEST_MALFORMED',
  charge_disputed: 'PAYMENT_DISPUTED',
  refund_disputed_payment: 'PAYMENT_DISPUTED',
  charge_not_refundable: 'REFUSED_BY_RULE',
  charge_expired_for_capture: 'REFUSED_BY_RULE',
  capture_charge_authorization_expired: 'REFUSED_BY_RULE',
  payment_intent_unexpected_state: 'REFUSED_BY_RULE',
  intent_invalid_state: 'REFUSED_BY_RULE',
  status_transition_invalid: 'REFUSED_BY_RULE',
  payment_method_unexpected_state: 'REFUSED_BY_RULE',
  payment_method_unsupported_type: 'REFUSED_BY_RULE',
  anomalous_money_movement_request: 'REFUSED_BY_RULE',
  transfer_source_balance_parameters_mismatch: 'REFUSED_BY_RULE',
  payment_method_currency_mismatch: 'PAYMENT_DIFFERS',
  resource_missing: 'PAYMENT_NOT_FOUND',
  balance_insufficient: 'MERCHANT_BALANCE_TOO_LOW',
  insufficient_funds: 'MERCHANT_BALANCE_TOO_LOW',
  rate_limit: 'CHANNEL_BUSY',
  lock_timeout: 'CHANNEL_BUSY',
  payment_intent_rate_limit_exceeded: 'CHANNEL_BUSY',
  card_decline_rate_limit_exceeded: 'CHANNEL_BUSY',
  idempotency_key_in_use: 'outcome-unknown',
  processing_error: 'outcome-unknown',
  payment_method_provider_timeout: 'outcome-unknown',
  api_key_expired: 'KEY_REJECTED',
  platform_api_key_expired: 'KEY_REJECTED',
  secret_key_required: 'KEY_REJECTED',
  authentication_failure: 'KEY_REJECTED',
  livemode_mismatch: 'KEY_REJECTED',
  testmode_charges_only: 'MERCHANT_NOT_PERMITTED',
  tls_version_unsupported: 'KEY_REJECTED',
  account_invalid: 'MERCHANT_UNKNOWN',
  action_blocked: 'MERCHANT_NOT_PERMITTED',
  approval_required: 'MERCHANT_NOT_PERMITTED',
  capability_not_active: 'MERCHANT_NOT_PERMITTED',
  not_allowed_on_standard_account: 'MERCHANT_NOT_PERMITTED',
  platform_account_required: 'MERCHANT_NOT_PERMITTED',
  request_blocked: 'MERCHANT_NOT_PERMITTED',
  transfers_not_allowed: 'MERCHANT_NOT_PERMITTED',
  card_declined: 'REFUND_DECLINED',
  refer_to_customer: 'REFUND_DECLINED',
  debit_not_authorized: 'REFUND_DECLINED',
  bank_account_declined: 'REFUND_DECLINED',
  bank_account_restricted: 'REFUND_DECLINED',
  payment_method_customer_decline: 'REFUND_DECLINED',
  payment_method_provider_decline: 'REFUND_DECLINED',
  payment_method_bank_account_blocked: 'REFUND_DECLINED',
  payment_method_restricted: 'REFUND_DECLINED',
  expired_card: 'CARD_UNUSABLE',
  expired_payment_method: 'CARD_UNUSABLE',
  invalid_card_type: 'CARD_UNUSABLE',
  payment_method_not_available: 'CARD_UNUSABLE',
  account_closed: 'ACCOUNT_CLOSED',
  no_account: 'ACCOUNT_CLOSED',
  bank_account_unusable: 'ACCOUNT_CLOSED',
  account_number_invalid: 'ACCOUNT_CLOSED',
  charge_invalid_parameter: 'REQUEST_MALFORMED',
  balance_invalid_parameter: 'REQUEST_MALFORMED',
  payment_intent_invalid_parameter: 'REQUEST_MALFORMED',
  payment_method_invalid_parameter: 'REQUEST_MALFORMED',
  invalid_characters: 'REQUEST_MALFORMED',
  missing: 'REQUEST_MALFORMED',
  parameter_invalid_empty: 'REQUEST_MALFORMED',
  parameter_invalid_integer: 'REQUEST_MALFORMED',
  parameter_invalid_string_blank: 'REQUEST_MALFORMED',
  parameter_invalid_string_empty: 'REQUEST_MALFORMED',
  parameter_missing: 'REQUEST_MALFORMED',
  parameter_unknown: 'REQUEST_MALFORMED',
  parameters_exclusive: 'REQUEST_MALFORMED',
  url_invalid: 'REQUEST_MALFORMED',
}

/** What the card's bank says, in `decline_code`; decides over `code`. One that nobody has mapped leaves it to `code`. */
export const declineCodes: Meanings = {
  approve_with_id: 'CHANNEL_BUSY',
  issuer_not_available: 'CHANNEL_BUSY',
  processing_error: 'outcome-unknown',
  reenter_transaction: 'CHANNEL_BUSY',
  try_again_later: 'CHANNEL_BUSY',
  card_velocity_exceeded: 'CHANNEL_BUSY',
  withdrawal_count_limit_exceeded: 'CHANNEL_BUSY',
  expired_card: 'CARD_UNUSABLE',
  incorrect_number: 'CARD_UNUSABLE',
  invalid_number: 'CARD_UNUSABLE',
  invalid_account: 'CARD_UNUSABLE',
  lost_card: 'CARD_UNUSABLE',
  stolen_card: 'CARD_UNUSABLE',
  pickup_card: 'CARD_UNUSABLE',
  restricted_card: 'CARD_UNUSABLE',
  new_account_information_available: 'CARD_UNUSABLE',
  card_not_supported: 'CARD_UNUSABLE',
  currency_not_supported: 'REFUND_DECLINED',
  call_issuer: 'REFUND_DECLINED',
  do_not_honor: 'REFUND_DECLINED',
  do_not_try_again: 'REFUND_DECLINED',
  fraudulent: 'REFUND_DECLINED',
  generic_decline: 'REFUND_DECLINED',
  insufficient_funds: 'REFUND_DECLINED',
  invalid_amount: 'REFUND_DECLINED',
  merchant_blacklist: 'REFUND_DECLINED',
  no_action_taken: 'REFUND_DECLINED',
  not_permitted: 'REFUND_DECLINED',
  revocation_of_all_authorizations: 'REFUND_DECLINED',
  revocation_of_authorization: 'REFUND_DECLINED',
  security_violation: 'REFUND_DECLINED',
  service_not_allowed: 'REFUND_DECLINED',
  stop_payment_order: 'REFUND_DECLINED',
  transaction_not_allowed: 'REFUND_DECLINED',
  duplicate_transaction: 'REFUSED_BY_RULE',
  testmode_decline: 'MERCHANT_NOT_PERMITTED',
}

/** The failure behind an error, or undefined when nobody knows yet what became of the refund. */
export const failureBehind = (error: StripeError): Failure | undefined => {
  const meaning = meaningOf(error)
  return meaning === 'outcome-unknown' ? undefined : failureOf(meaning)
}

const meaningOf = ({ status, type = '', code, declineCode = '', param }: StripeError): string => {
  const known = own(declineCodes, declineCode) ?? own(errorCodes, code ?? '')
  if (known) return known
  if (code !== undefined) return code
  const byType = own(errorTypes, type)
  if (byType) return byType
  if (status === 401) return 'KEY_REJECTED'
  if (status === 403) return 'MERCHANT_NOT_PERMITTED'
  if (status === 409) return 'outcome-unknown'
  if (status === 429) return 'CHANNEL_BUSY'
  // More than is left of a payment has no code in some versions of the API.
  return param === 'amount' ? 'AMOUNT_ABOVE_PAID' : type || `HTTP_${status}`
}

/** Why a refund that Stripe knows has failed or was cancelled. */
export const failureBecause = (failureReason: string): Failure => failureOf(own(failureReasons, failureReason) ?? 'REFUND_FAILED')

const own = (table: Meanings, code: string): Meaning | undefined => (Object.hasOwn(table, code) ? table[code] : undefined)
