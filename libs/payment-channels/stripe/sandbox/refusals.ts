/** An error as Stripe's API answers it. */
export interface Refusal {
  readonly status: number
  readonly error: { readonly type: string; readonly message: string; readonly code?: string; readonly param?: string }
}

const refusal = (status: number, type: string, message: string, code?: string, param?: string): Refusal => ({
  status, error: { type, message, ...(code && { code, doc_url: `https://stripe.com/docs/error-codes/${code.replaceAll('_', '-')}` }), ...(param && { param }) },
})

const invalid = (code: string, message: string, param?: string): Refusal => refusal(400, 'invalid_request_error', message, code, param)

export const refusals = {
  key: refusal(401, 'invalid_request_error', 'Invalid API Key provided: sk_test_****'),
  path: refusal(404, 'invalid_request_error', 'Unrecognized request URL.'),
  notPermitted: refusal(403, 'invalid_request_error', 'The provided key does not have the required permissions for this endpoint.'),
  paymentUnknown: refusal(404, 'invalid_request_error', 'No such payment.', 'resource_missing', 'payment_intent'),
  notInteger: invalid('parameter_invalid_integer', 'This value must be greater than or equal to 1.', 'amount'),
  paymentMissing: invalid('parameter_missing', 'One of the following params should be provided for this request: payment_intent or charge.'),
  paymentTwice: invalid('parameters_exclusive', 'You may only specify one of these parameters: payment_intent, charge.'),
  parameterUnknown: invalid('parameter_unknown', 'Received an unknown parameter.'),
  busy: refusal(429, 'invalid_request_error', 'Too many requests hit the API too quickly.', 'rate_limit'),
  keyInUse: refusal(409, 'idempotency_error', 'There is currently another in-progress request using this Idempotent Key.', 'idempotency_key_in_use'),
  keyReused: refusal(400, 'idempotency_error', 'Keys for idempotent requests can only be used with the same parameters they were first used with.'),
  refunded: invalid('charge_already_refunded', 'Charge has already been refunded.'),
  aboveRest: invalid('amount_too_large', 'Refund amount is greater than unrefunded amount on charge.', 'amount'),
  disputed: invalid('charge_disputed', 'Charge has been charged back; cannot issue a refund.'),
  balance: invalid('balance_insufficient', 'Insufficient funds in your Stripe balance to refund this amount.'),
  serverError: refusal(500, 'api_error', 'An unknown error occurred'),
} as const satisfies Record<string, Refusal>
