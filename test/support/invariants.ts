import type { Pool } from 'pg'
import type { System } from './system.js'

/** What must always be true, whatever was killed, wiped or made to fail: of a real system, of its parts over sandboxes, and of the simulation. */
export interface Fault {
  readonly invariant: string
  readonly details: unknown
}

/** An event as the log holds it, its body read. */
export interface LoggedEvent {
  readonly stream: string
  readonly version: number
  readonly position: number
  readonly id: string
  readonly type: string
  readonly data: any
  readonly metadata: { readonly tenant: string; readonly commandId: string; readonly causationId?: string; readonly actor: { readonly id: string } }
}

export interface LedgerMovement {
  readonly outRefundNo: string
  readonly direction: 'out' | 'back'
  readonly minor: number
}

/** Everything by which a run can be judged once it is at rest. */
export interface Books {
  /** The whole log in its order. */
  readonly events: readonly LoggedEvent[]
  /** What the channels themselves say left and came back, by the channel's name; a channel that is not named is not compared. */
  readonly ledgers: ReadonlyMap<string, readonly LedgerMovement[]>
  /** Whether the channels were asked about everything that they know. */
  readonly reconciled?: boolean
  /** Events that some consumer cannot get past. */
  readonly quarantined: readonly unknown[]
  /** Commands that somebody was told are done. */
  readonly acknowledged?: readonly { readonly commandId: string; readonly stream: string; readonly version: number }[]
  /** Rows of each view as it is, and as a fold of the log from its beginning makes them. */
  readonly views?: readonly { readonly view: string; readonly kept: readonly object[]; readonly folded: readonly object[] }[]
  /** Refunds that were handed to a channel whose switch was thrown at that moment. */
  readonly sentThoughStopped?: readonly unknown[]
  /** Cases whose money is approved and under way no more, and yet not paid. */
  readonly stuck?: readonly string[]
}

type Check = (books: Books) => readonly unknown[]

interface Payment {
  readonly stream: string
  readonly caseId: string
  readonly payoutNo: number
  readonly channel: string
  readonly outRefundNo: string
  open: boolean
  /** What was recorded as having left, to whom it was owed or not. */
  left_minor: number
  owed: boolean
  back: boolean
}

/** Every number of every case as the log tells its fate. */
const paymentsIn = ({ events }: Books): Payment[] => {
  const payments = new Map<string, Payment>()
  for (const { stream, type, data } of events) {
    if (type === 'PayoutRequested') {
      payments.set(`${stream}/${data.payoutNo}`, {
        stream, caseId: caseOf(stream), payoutNo: data.payoutNo, channel: data.channel, outRefundNo: data.outRefundNo, open: true, left_minor: 0, owed: false, back: false,
      })
    }
    const payment = payments.get(`${stream}/${data.payoutNo}`)
    if (payment) Object.assign(payment, FATES[type]?.(data) ?? {})
  }
  return [...payments.values()]
}

const FATES: Readonly<Record<string, (data: any) => Partial<Payment>>> = {
  PayoutResubmitted: () => ({ open: true }),
  PayoutAbnormal: () => ({ open: true }),
  PayoutFailed: () => ({ open: false }),
  PayoutConfirmed: ({ amount }) => ({ open: false, left_minor: amount.minor, owed: true }),
  ClawbackRequested: ({ amount }) => ({ open: false, left_minor: amount.minor, owed: false }),
  PayoutReturned: () => ({ open: false, back: true }),
  ClawbackSettled: () => ({ back: true }),
}

const caseOf = (stream: string): string => stream.slice(stream.indexOf('.') + 1)

const sumBy = <Item>(items: readonly Item[], key: (item: Item) => string, minor: (item: Item) => number): Map<string, number> => {
  const sums = new Map<string, number>()
  for (const item of items) sums.set(key(item), (sums.get(key(item)) ?? 0) + minor(item))
  return sums
}

const repeated = (keys: readonly string[]): string[] => [...Map.groupBy(keys, (key) => key)].filter(([, same]) => same.length > 1).map(([key]) => key)

const paidBy = (books: Books): Map<string, number> =>
  sumBy(paymentsIn(books).filter(({ owed, back }) => owed && !back), ({ stream }) => stream, ({ left_minor }) => left_minor)

const orderKey = ({ metadata: { tenant }, data: { orderId } }: LoggedEvent): string => `${tenant}/${orderId}`

const newestOf = (events: readonly LoggedEvent[], type: string): Map<string, LoggedEvent> =>
  new Map(events.filter((event) => event.type === type).map((event) => [event.stream, event]))

/** The events of a command, in each of its streams. */
const batchesIn = ({ events }: Books): LoggedEvent[][] => [...Map.groupBy(events, ({ stream, metadata }) => `${stream}/${metadata.commandId}`).values()]

/** After a crash the same question may get another answer: with another cause it is other news. */
const actOf = ({ stream, type, data, metadata }: LoggedEvent): string =>
  [stream, type, metadata.actor.id, metadata.causationId, data.caseId, data.payoutNo, data.round, data.cause].join(' ')

/** Sending again under the same number after a crash is allowed, and takes its turn again. */
const EACH_SENDING = 'PayoutTurnTaken'

/** Numbers of a case, reservations of a case's round: whoever does it, it is done once. */
const ONCE: readonly string[] = ['AutoReviewed', 'PayoutRequested', 'PayoutConfirmed', 'PayoutReturned', 'RefundSettled', 'RefundReversed', 'RefundReserved']

const CHECKS: Readonly<Record<string, Check>> = {
  'I1 positions have no gap': ({ events }) => events.filter(({ position }, index) => position !== index + 1).slice(0, 3),
  'I1 what was acknowledged stands in the log once': ({ events, acknowledged = [] }) => {
    const batches = Map.groupBy(events, ({ stream, metadata }) => `${stream}/${metadata.commandId}`)
    return [
      ...repeated(events.map(({ id }) => id)),
      ...acknowledged.filter(({ stream, commandId, version }) => batches.get(`${stream}/${commandId}`)?.at(-1)?.version !== version),
    ]
  },
  'I2 versions of a stream run from 1 without gaps': ({ events }) =>
    [...Map.groupBy(events, ({ stream }) => stream)].filter(([, own]) => own.some(({ version }, index) => version !== index + 1)).map(([stream]) => stream),
  'I3 confirmed ≤ approved ≤ requested': (books) => {
    const approved = newestOf(books.events, 'RefundApproved')
    const paid = paidBy(books)
    return books.events.filter(({ type }) => type === 'RefundRequested').map(({ stream, data }) => ({
      stream, requested: data.requested.minor as number, approved: (approved.get(stream)?.data.amount.minor ?? 0) as number, paid: paid.get(stream) ?? 0,
    })).filter((sums) => sums.paid > sums.approved || sums.approved > sums.requested)
  },
  'I3 the refunds of an order never exceed what was paid': (books) => {
    const orderOf = new Map(books.events.filter(({ type }) => type === 'RefundRequested').map((event) => [event.stream, orderKey(event)]))
    const refunded = sumBy([...paidBy(books)], ([stream]) => orderOf.get(stream)!, ([, minor]) => minor)
    return books.events.filter((event) => event.type === 'OrderRecorded' && (refunded.get(orderKey(event)) ?? 0) > event.data.paid.minor)
      .map((event) => ({ order: event.stream, paid: event.data.paid.minor, refunded: refunded.get(orderKey(event)) }))
  },
  'I3 what an order settles is what its cases were paid': (books) => {
    const settled = sumBy(books.events.filter(({ type }) => type === 'RefundSettled'), ({ data }) => `${data.caseId}/${data.payoutNo}`, ({ data }) => data.amount.minor)
    const confirmed = sumBy(paymentsIn(books).filter(({ owed }) => owed), ({ caseId, payoutNo }) => `${caseId}/${payoutNo}`, ({ left_minor }) => left_minor)
    return differing(settled, confirmed)
  },
  'I4 under one number money left at most once': ({ ledgers }) =>
    [...ledgers].flatMap(([channel, moved]) => repeated(moved.filter(({ direction }) => direction === 'out').map(({ outRefundNo }) => `${channel} ${outRefundNo}`))),
  'I4 the channels moved exactly what is recorded': (books) => [...books.ledgers].flatMap(([channel, moved]) => {
    const ours = paymentsIn(books).filter((payment) => payment.channel === channel && payment.left_minor > 0)
    return differing(
      new Map(ours.map(({ outRefundNo, left_minor }) => [outRefundNo, left_minor])),
      sumBy(moved.filter(({ direction }) => direction === 'out'), ({ outRefundNo }) => outRefundNo, ({ minor }) => minor),
    )
  }),
  'I4 what came back is recorded as returned': (books) => books.reconciled ? [...books.ledgers].flatMap(([channel, moved]) => {
    const ours = paymentsIn(books).filter((payment) => payment.channel === channel && payment.back)
    return differing(new Map(ours.map(({ outRefundNo, left_minor }) => [outRefundNo, left_minor])), sumBy(moved.filter(({ direction }) => direction === 'back'), ({ outRefundNo }) => outRefundNo, ({ minor }) => minor))
  }) : [],
  'I4 nothing is sent through a channel that is stopped': ({ sentThoughStopped = [] }) => sentThoughStopped,
  'I5 every payout has its outcome': (books) => paymentsIn(books).filter(({ open }) => open),
  'I5 every approved case is paid': ({ stuck = [] }) => stuck,
  'I6 every view is the fold of the log': ({ views = [] }) => views.flatMap(({ view, kept, folded }) => {
    const [mine, right] = [kept, folded].map((rows) => new Set(rows.map((row) => JSON.stringify(row)))) as [Set<string>, Set<string>]
    const [extra, missing] = [[...mine].filter((row) => !right.has(row)), [...right].filter((row) => !mine.has(row))]
    return extra.length + missing.length > 0 ? [{ view, extra: extra.slice(0, 3), missing: missing.slice(0, 3) }] : []
  }),
  'I7 a consumer acts once per event': ({ events }) => repeated(events.filter(({ type, metadata }) => metadata.actor.id.startsWith('policy:') && type !== EACH_SENDING).map(actOf)),
  'I7 what happens once happens once': ({ events }) =>
    repeated(events.filter(({ type }) => ONCE.includes(type)).map(({ stream, type, data }) => [stream, type, data.caseId, data.payoutNo, data.round].join(' '))),
  'I7 a command stands in the log in one piece': (books) =>
    batchesIn(books).filter((batch) => batch.some(({ version }, index) => version !== batch[0]!.version + index)).map(([first]) => first),
  'I7 nothing is in quarantine': ({ quarantined }) => quarantined,
}

const differing = (ours: ReadonlyMap<string, number>, theirs: ReadonlyMap<string, number>): { key: string; ours: number | undefined; theirs: number | undefined }[] =>
  [...new Set([...ours.keys(), ...theirs.keys()])].map((key) => ({ key, ours: ours.get(key), theirs: theirs.get(key) })).filter(({ ours: one, theirs: other }) => one !== other)

/** Every one that `faultsOf` asks, by its name. */
export const INVARIANTS: readonly string[] = Object.keys(CHECKS)

/** Violations of I1 to I7. */
export const faultsOf = (books: Books): Fault[] =>
  Object.entries(CHECKS).flatMap(([invariant, check]) => {
    const details = check(books)
    return details.length > 0 ? [{ invariant, details }] : []
  })

/** Where each channel's sandbox keeps its ledger. */
const LEDGERS: Readonly<Record<string, string>> = {
  sandbox: 'sandbox_channel', 'wechat-pay': 'sandbox_wechat_pay', alipay: 'sandbox_alipay', 'bank-transfer': 'sandbox_bank', stripe: 'sandbox_stripe',
}

/** The ledgers of those sandboxes that have one in this database. */
const ledgersIn = async (pool: Pick<Pool, 'query'>): Promise<Books['ledgers']> => {
  const ledgers = new Map<string, LedgerMovement[]>()
  for (const [channel, schema] of Object.entries(LEDGERS)) {
    const { rows: [found] } = await pool.query<{ is: boolean }>('SELECT to_regclass($1) IS NOT NULL AS is', [`${schema}.movement`])
    if (!found!.is) continue
    const { rows } = await pool.query<LedgerMovement>(
      `SELECT out_refund_no AS "outRefundNo", m.direction, r.amount_minor::float8 AS minor FROM ${schema}.movement m JOIN ${schema}.refund r USING (out_refund_no)`,
    )
    ledgers.set(channel, rows)
  }
  return ledgers
}

/** The books of an installation over Postgres. */
const booksIn = async (pool: Pick<Pool, 'query'>, ledgers: Books['ledgers']): Promise<Books> => {
  const { rows: events } = await pool.query<Omit<LoggedEvent, 'data' | 'metadata'> & { body: string }>('SELECT stream, version, position::float8 AS position, id, type, body FROM event ORDER BY event.position')
  const { rows: quarantined } = await pool.query(`SELECT consumer, stream, error FROM quarantine WHERE status = 'open'`)
  return {
    quarantined, ledgers,
    events: events.map(({ body, ...event }) => ({ ...event, ...(JSON.parse(body) as Pick<LoggedEvent, 'data' | 'metadata'>) })),
  }
}

/** Violations of I1 to I7, as far as the log, the quarantine and the channels' own ledgers show them: those in this database, or those given. */
export const violationsIn = async (pool: Pick<Pool, 'query'>, ledgers?: Books['ledgers']): Promise<Fault[]> =>
  faultsOf(await booksIn(pool, ledgers ?? (await ledgersIn(pool))))

/** Violations of I1 to I8. Wait until the system has settled first. */
export const faultsIn = async (system: System): Promise<Fault[]> => {
  const faults = await violationsIn(system.pool)
  const proof = await system.as('auditor').get('audit', '/verify')
  return proof.ok ? faults : [...faults, { invariant: 'I8 the hash chain verifies', details: proof }]
}

/** I9: every place where one of the words stands in clear: tables of the database (all of them, column by column, bytes too), and texts given by name. */
export const placesOf = async (words: readonly string[], system: Pick<System, 'pool'>, texts: Readonly<Record<string, string>>): Promise<string[]> => {
  const { rows: tables } = await system.pool.query<{ name: string }>(
    `SELECT format('%I.%I', n.nspname, c.relname) AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p', 'm') AND n.nspname NOT IN ('pg_catalog', 'information_schema', 'pg_toast')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    for (const word of words) {
      const { rows } = await system.pool.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${name} AS t WHERE strpos(t::text, $1) > 0 OR strpos(t::text, $2) > 0`, [word, hexOf(word)])
      if (rows[0]!.count > 0) found.push(`${word} in the table ${name}`)
    }
  }
  for (const [name, text] of Object.entries(texts)) found.push(...words.filter((word) => text.includes(word)).map((word) => `${word} in ${name}`))
  return found
}

/** As Postgres writes bytes. */
const hexOf = (word: string): string => Buffer.from(word).toString('hex')
