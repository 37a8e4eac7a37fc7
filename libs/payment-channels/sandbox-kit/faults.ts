import type { ServerResponse } from 'node:http'
import { answer } from './http.js'

/**
 * A fault of the wire. `before` = nothing has happened, `after` = the refund is already in the ledger.
 * Every fault strikes once per refund number, so that a query or the same number again resolves it.
 */
export type WireFault =
  | 'timeout-before'
  | 'timeout-after'
  | 'server-error-before'
  | 'server-error-after'
  | 'reset-after'
  | 'slow-after'
  | 'garbled-after'
  | 'forged-before'

const SLOW_MS = 1_500

export interface FaultyAnswer {
  readonly status: number
  readonly body: string
  readonly fault: WireFault | undefined
}

/** Sends an answer the way its fault wants it, signed for exactly what is sent: with the channel's key, or with a stranger's when it is forged. */
export const sendWithFault = (
  response: ServerResponse, { status, body, fault }: FaultyAnswer, sign: (status: number, body: string, signedBy: 'channel' | 'stranger') => Readonly<Record<string, string>>,
): void => {
  if (fault === 'timeout-before' || fault === 'timeout-after') return
  if (fault === 'reset-after') return void response.socket?.resetAndDestroy()
  if (fault === 'slow-after') return void setTimeout(() => sendWithFault(response, { status, body, fault: undefined }, sign), SLOW_MS)
  const content = fault === 'garbled-after' ? body.slice(0, body.length / 2) : body
  const finalStatus = fault === 'server-error-before' || fault === 'server-error-after' ? 500 : status
  answer(response, finalStatus, { 'content-type': 'application/json', ...sign(finalStatus, content, fault === 'forged-before' ? 'stranger' : 'channel') }, content)
}
