import type { ServiceClient } from '../client.js'
import { UsageError } from '../errors.js'
import type { Progress } from '../output/progress.js'
import type { Fault } from './faults.js'
import { readCancellations } from './read-cancellations.js'
import { readOrders } from './read-orders.js'
import type { Reading } from './read-rows.js'
import { sendCancellations, type RefundChoices } from './send-cancellations.js'
import { sendOrders } from './send-orders.js'
import { waitUntilClosed } from './wait-until-closed.js'
import { waitUntilMeasured } from './wait-until-measured.js'

export interface ImportRequest {
  readonly orders: string
  readonly cancellations: string
  readonly pack: string
  readonly reason: string
  /** ISO 4217; the pack's currency when left out. */
  readonly currency: string | undefined
  readonly patience_ms: number
}

export interface ImportServices {
  readonly intake: ServiceClient
  /** Asked whether the cases are closed and the measures complete; undefined = do not wait for that. */
  readonly followUp: { readonly audit: ServiceClient; readonly analytics: ServiceClient } | undefined
}

interface Counts {
  /** Lines of data in the file. */
  readonly read: number
  readonly recorded: number
  /** Lines that were recorded before, by an earlier import or an earlier line. */
  readonly repeated: number
  readonly rejected: number
}

export interface ImportSummary {
  readonly orders: Counts
  readonly cancellations: Counts
  /** Cases of this import by how they stand; null when nobody waited. */
  readonly cases: { readonly closed: number; readonly open: number } | null
  readonly faults: readonly Fault[]
  readonly seconds: number
}

/**
 * Reads both files, sends all orders, then all cancellations, then waits until every case is closed. Repeating it changes nothing.
 * @throws UsageError, CommandFailed before anything was sent; Unreachable, Refused when a service is lost for good: the same import can then be repeated
 */
export const importFiles = async (request: ImportRequest, services: ImportServices, progress: Progress): Promise<ImportSummary> => {
  const { intake, followUp } = services
  const began = Date.now()
  if (request.orders === request.cancellations) throw new UsageError('--orders and --cancellations name the same file')
  const orders = await readOrders(request.orders)
  const cancellations = await readCancellations(request.cancellations)
  const choices = await choicesOf(request, intake)

  progress.begin('orders:', orders.good.length)
  const sentOrders = await sendOrders(intake, request.orders, orders.good, choices.currency, (done) => progress.update(done))
  progress.begin('cancellations:', cancellations.good.length)
  const sent = await sendCancellations(intake, request.cancellations, cancellations.good, choices, (done) => progress.update(done))
  const faults = [...orders.faults, ...sentOrders.faults, ...cancellations.faults, ...sent.faults]

  let cases: ImportSummary['cases'] = null
  if (followUp) {
    progress.begin('closed cases:', sent.cases.size)
    const open = await waitUntilClosed(followUp.audit, { ...sent, pack: choices.pack, patience_ms: request.patience_ms, onProgress: (closed) => progress.update(closed) })
    await waitUntilMeasured(followUp.audit, followUp.analytics)
    cases = { closed: sent.cases.size - open.size, open: open.size }
    for (const [id, phase] of open) {
      faults.push({ file: request.cancellations, line: sent.cases.get(id)!, code: 'StillOpen', message: `the case ${id} stays in the phase ${phase}: see \`recourse case history ${id}\` and \`recourse doctor\`` })
    }
  }
  progress.end()
  return {
    orders: countsOf(orders, sentOrders),
    cancellations: countsOf(cancellations, sent),
    cases,
    faults: sorted(faults, request),
    seconds: Math.round((Date.now() - began) / 100) / 10,
  }
}

const choicesOf = async ({ pack, reason, currency }: ImportRequest, intake: ServiceClient): Promise<RefundChoices> => {
  const known = await intake.get<{ items: { id: string }[] }>('/packs')
  if (!known.items.some(({ id }) => id === pack)) throw new UsageError(`there is no pack ${pack}: --pack takes one of ${known.items.map(({ id }) => id).join(', ')}`)
  const { reasons, currency: usual } = await intake.get<{ reasons: { code: string }[]; currency: string }>(`/packs/${encodeURIComponent(pack)}`)
  if (!reasons.some(({ code }) => code === reason)) throw new UsageError(`${pack} has no reason ${reason}: --reason takes one of ${reasons.map(({ code }) => code).join(', ')}`)
  if (currency !== undefined && !/^[A-Z]{3}$/.test(currency)) throw new UsageError(`--currency takes an ISO 4217 code such as GBP, not ${currency}`)
  return { pack, reason, currency: currency ?? usual }
}

const countsOf = (reading: Reading<object>, sent: { readonly recorded: number; readonly repeated: number; readonly faults: readonly Fault[] }): Counts => ({
  read: reading.read,
  recorded: sent.recorded,
  repeated: reading.repeated + sent.repeated,
  rejected: reading.faults.length + sent.faults.length,
})

const sorted = (faults: readonly Fault[], { orders, cancellations }: ImportRequest): Fault[] =>
  [orders, cancellations].flatMap((file) => faults.filter((fault) => fault.file === file).sort((a, b) => a.line - b.line))
