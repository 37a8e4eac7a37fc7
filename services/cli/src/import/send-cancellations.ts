import { Refused, type Problem, type ServiceClient } from '../client.js'
import type { Fault } from './faults.js'
import { inParallel } from './in-parallel.js'
import { cancellationKey, type CancellationLine } from './read-cancellations.js'

export type NumberedCancellation = CancellationLine & { readonly line: number }

export interface RefundChoices {
  readonly pack: string
  readonly reason: string
  readonly currency: string
}

export interface SentCancellations {
  recorded: number
  repeated: number
  readonly faults: Fault[]
  /** Line by case, of every case that exists now. */
  readonly cases: Map<string, number>
  /** The highest place in the event log that was answered. */
  position: string
}

interface RequestAnswer {
  readonly id: string
  readonly position: string
  readonly repeated: boolean
}

const REQUESTS_AT_ONCE = 16

/** Opens a case for each line: many at once, but those of the same order one after the other as they stand in the file. @throws Unreachable */
export const sendCancellations = async (
  intake: ServiceClient, file: string, cancellations: readonly NumberedCancellation[], choices: RefundChoices, onProgress: (done: number) => void,
): Promise<SentCancellations> => {
  const sent: SentCancellations = { recorded: 0, repeated: 0, faults: [], cases: new Map(), position: '' }
  let done = 0
  await inParallel(groupedByOrder(cancellations), REQUESTS_AT_ONCE, async (ofOneOrder) => {
    for (const cancellation of ofOneOrder) {
      await sendOne(intake, file, cancellation, choices, sent)
      onProgress(done += 1)
    }
  })
  return sent
}

const sendOne = async (intake: ServiceClient, file: string, cancellation: NumberedCancellation, { pack, reason, currency }: RefundChoices, sent: SentCancellations): Promise<void> => {
  const { line, orderId, cancelledAt, amount_minor } = cancellation
  const body = { orderId, pack, reason, amount_minor, currency, origin: 'ONLINE', way: 'ORIGINAL', requestedAt: cancelledAt }
  try {
    const answer = await intake.post<RequestAnswer>('/refund-cases', body, cancellationKey(cancellation))
    sent[answer.repeated ? 'repeated' : 'recorded'] += 1
    sent.cases.set(answer.id, line)
    if (answer.position > sent.position) sent.position = answer.position
  } catch (error) {
    if (!(error instanceof Refused) || concernsEveryLine(error.problem)) throw error
    sent.faults.push({ file, line, code: error.problem.code, message: messageOf(error, cancellation) })
  }
}

const concernsEveryLine = ({ status, code }: Problem): boolean => status === 401 || status === 403 || status === 404 || status >= 500 || code === 'UnknownPack' || code === 'UnknownReason'

const messageOf = ({ message, problem }: Refused, { orderId, amount_minor }: NumberedCancellation): string => {
  switch (problem.code) {
    case 'UnknownOrder':
      return `there is no order ${orderId}: add it to the orders file, or correct order_id`
    case 'AmountAbovePaid':
    case 'AmountAboveRest':
      return `${amount_minor} is more than is left of order ${orderId}: correct amount_minor (\`GET /orders/${orderId}\` shows what is left)`
    case 'RequestedAtInFuture':
      return 'cancelled_at lies in the future: correct it'
    case 'IdempotencyKeyReused':
      return 'this line was imported before with other content, and the case stays as it is: write it as it was, or give it a new cancellation_id'
    default:
      return message
  }
}

const groupedByOrder = (cancellations: readonly NumberedCancellation[]): NumberedCancellation[][] => {
  const groups = new Map<string, NumberedCancellation[]>()
  for (const cancellation of cancellations) {
    const group = groups.get(cancellation.orderId)
    if (group) group.push(cancellation)
    else groups.set(cancellation.orderId, [cancellation])
  }
  return [...groups.values()]
}
