import { hashOf, type Texts } from '@recourse/kernel'
import { describeProblem, type Problem, type ServiceClient } from '../client.js'
import type { Fault } from './faults.js'
import { inParallel } from './in-parallel.js'
import type { OrderLine } from './read-orders.js'

export type NumberedOrder = OrderLine & { readonly line: number }

interface BatchAnswer {
  readonly recorded: number
  readonly repeated: number
  readonly rejected: readonly RejectedLine[]
}

interface RejectedLine {
  /** Of the batch, from 1. */
  readonly line: number
  readonly code: string
  readonly title: Texts
  readonly errors?: Problem['errors']
}

export interface SentOrders {
  recorded: number
  repeated: number
  readonly faults: Fault[]
}

const BATCH_LINES = 250
/** Below the 256 kB that a service takes. */
const BATCH_BYTES = 240_000
const BATCHES_AT_ONCE = 4

/** @throws Unreachable, Refused when a whole batch is turned away */
export const sendOrders = async (
  intake: ServiceClient, file: string, orders: readonly NumberedOrder[], currency: string, onProgress: (done: number) => void,
): Promise<SentOrders> => {
  const sent: SentOrders = { recorded: 0, repeated: 0, faults: [] }
  let done = 0
  await inParallel(batchesOf(orders, currency), BATCHES_AT_ONCE, async (batch) => {
    const lines = batch.map(({ json }) => json)
    const answer = await intake.postLines<BatchAnswer>('/orders/batch', lines, `orders/${hashOf(lines.join('\n'))}`)
    sent.recorded += answer.recorded
    sent.repeated += answer.repeated
    for (const { line, code, title, errors = [] } of answer.rejected) {
      const message = whatToDo[code] ?? describeProblem({ status: 422, code, title: title.en, errors })
      sent.faults.push({ file, line: batch[line - 1]!.line, code, message })
    }
    onProgress(done += batch.length)
  })
  return sent
}

const whatToDo: Readonly<Record<string, string>> = {
  OrderAlreadyRecorded: 'the order was recorded before with other content: correct the line, or leave it out',
}

interface BatchLine {
  readonly line: number
  readonly json: string
}

const batchesOf = (orders: readonly NumberedOrder[], currency: string): BatchLine[][] => {
  const batches: BatchLine[][] = []
  let bytes = Infinity
  for (const { line, ...order } of orders) {
    const json = JSON.stringify({ ...order, currency, paymentLegs: [{ channel: 'sandbox', reference: order.orderId, amount_minor: order.paid_minor }] })
    const size = Buffer.byteLength(json) + 1
    if (bytes + size > BATCH_BYTES || batches.at(-1)!.length === BATCH_LINES) {
      batches.push([])
      bytes = 0
    }
    batches.at(-1)!.push({ line, json })
    bytes += size
  }
  return batches
}
