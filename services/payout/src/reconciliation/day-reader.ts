import { addMilliseconds, isRefusal, type Clock, type Instant, type Refusal } from '@recourse/kernel'
import { boundsOfDay, isRefundNumber, type StatementLine } from '@recourse/payment-channels'
import { placeOf, reconciliationRefusal, type DayFacts, type OurEntry, type TheirEntry } from '@recourse/reconciliation'
import type { OpenChannel, OpenChannels } from '../open-channels.js'
import type { BookedPayout, Books } from './books.js'
import { statementRefusal } from './refusals.js'
import { Statements } from './statements.js'

const DAY_ms = 86_400_000
/** What we booked so shortly before midnight may stand on the next day's statement: it is asked for by the next day. */
const EDGE_ms = 3_600_000

/** A day so many days before or after a day. */
export const dayBeside = (day: string, days: number): string => addMilliseconds(`${day}T00:00:00.000Z`, days * DAY_ms).slice(0, 10)

/** Puts together what both sides say about a day of a channel, as far as it is a tenant's. */
export class DayReader {
  /** Channels whose statements are being read: they are long, so one at a time, however many ask. */
  private readonly reading = new Set<string>()

  constructor(
    private readonly channels: OpenChannels,
    private readonly books: Books,
    private readonly clock: Clock,
    /** Who is named to look into lines that nobody knows; left out, the only tenant there is, or that the channel serves. */
    private readonly ownerOfUnknown?: string,
  ) {}

  /** Everything to reconcile a day, or why that cannot be now. @throws ProblemError NotYetVisible */
  async factsOf(tenant: string, channelName: string, day: string, statements = new Statements()): Promise<DayFacts | Refusal> {
    const open = this.channels.serves(channelName, tenant) ? this.channels.get(channelName) : undefined
    if (!open) return statementRefusal('UnknownChannel', { known: this.channels.of(tenant).map(({ channel }) => channel.name) })
    if (this.reading.has(channelName)) return statementRefusal('ReconciliationRuns', { channel: channelName })
    this.reading.add(channelName)
    try {
      return await this.read(tenant, open, day, statements)
    } finally {
      this.reading.delete(channelName)
    }
  }

  private async read(tenant: string, open: OpenChannel, day: string, statements: Statements): Promise<DayFacts | Refusal> {
    const { name: channelName, rules } = open.channel
    const { from, before: endsAt } = boundsOfDay(day, rules.statementUtcOffset_min)
    if (this.clock.now() < endsAt) return reconciliationRefusal('DayNotOver', { day, endsAt })
    const lines = await this.linesOf(open, day, statements)
    if (isRefusal(lines)) return lines
    await this.books.upToDate()
    const payouts = await this.books.withNumbers(channelName, lines.map(({ outRefundNo }) => outRefundNo).filter(isRefundNumber))
    const theirs = await this.ownLines(tenant, channelName, withoutUnderWay(lines, payouts), payouts)
    if (isRefusal(theirs)) return theirs
    const ours = await this.oursOf(tenant, channelName, { from, before: endsAt }, theirs, payouts)
    const neighbours = await this.neighbours(open, day, { ours, theirs, endsAt }, statements)
    if (isRefusal(neighbours)) return neighbours
    return { endsAt, ours, theirs: [...theirs, ...arrivedOf(ours, theirs, neighbours)], neighbours: neighbours.filter(({ underWay }) => !underWay) }
  }

  /** Lines of another tenant's payouts are neither shown nor missing; lines of nobody's are for whoever is named. */
  private async ownLines(tenant: string, channel: string, lines: readonly StatementLine[], payouts: readonly BookedPayout[]): Promise<TheirEntry[] | Refusal> {
    const byNumber = new Map(payouts.map((payout) => [payout.outRefundNo, payout]))
    const unknown = lines.filter(({ outRefundNo }) => !byNumber.has(outRefundNo))
    const owner = unknown.length > 0 ? await this.ownerOf(channel) : undefined
    if (unknown.length > 0 && !owner) return statementRefusal('LinesWithoutTenant', { lines: unknown.length })
    const own = lines.filter(({ outRefundNo }) => (byNumber.get(outRefundNo)?.tenant ?? owner) === tenant)
    return own.map((line) => entryOf(line, byNumber.get(line.outRefundNo)))
  }

  /** Who looks into lines of a channel that nobody knows; undefined where several could and nobody is named. */
  async ownerOf(channel: string): Promise<string | undefined> {
    if (this.ownerOfUnknown && this.channels.serves(channel, this.ownerOfUnknown)) return this.ownerOfUnknown
    const [only, ...others] = this.channels.tenants.of(channel) ?? await this.books.tenants()
    return others.length === 0 ? only : undefined
  }

  /** What the statement has to have, and what we booked on whatever day under a number that it names. */
  private async oursOf(
    tenant: string, channel: string, { from, before }: { from: Instant; before: Instant }, theirs: readonly TheirEntry[], payouts: readonly BookedPayout[],
  ): Promise<OurEntry[]> {
    const named = new Set(theirs.map(placeOf))
    const booked = [
      ...await this.books.between(tenant, channel, addMilliseconds(from, -EDGE_ms), addMilliseconds(before, -EDGE_ms)),
      ...payouts.filter((payout) => payout.tenant === tenant).flatMap(({ entries }) => entries).filter((entry) => named.has(placeOf(entry))),
    ]
    return [...new Map(booked.map(({ tenant: _, ...entry }) => [placeOf(entry), entry])).values()]
  }

  /**
   * Only asked for when something is missing: the day before, or as many as a channel lists refunds before they arrive, from the day itself on, and the day after,
   * which may have no statement yet: what belongs there was left to it by `EDGE_ms`.
   */
  private async neighbours(
    channel: OpenChannel, day: string, { ours, theirs, endsAt }: Pick<DayFacts, 'ours' | 'theirs' | 'endsAt'>, statements: Statements,
  ): Promise<readonly StatementLine[] | Refusal> {
    const found = new Set(theirs.map(placeOf))
    const isMissing = (): boolean => ours.some((entry) => !found.has(placeOf(entry)))
    if (!isMissing()) return []
    let before: readonly StatementLine[] = []
    const { listedEarly_days } = channel.channel.rules
    for (let back = listedEarly_days ? 0 : 1; back <= (listedEarly_days ?? 1) && isMissing(); back++) {
      const lines = await this.linesOf(channel, dayBeside(day, -back), statements)
      if (isRefusal(lines)) return lines
      for (const line of lines) found.add(placeOf(line))
      before = [...before, ...lines]
    }
    if (this.clock.now() < addMilliseconds(endsAt, DAY_ms)) return before
    const after = await this.linesOf(channel, dayBeside(day, 1), statements)
    if (isRefusal(after)) return after.code === 'StatementNotReady' ? before : after
    return [...before, ...after]
  }

  private async linesOf(channel: OpenChannel, day: string, statements: Statements): Promise<readonly StatementLine[] | Refusal> {
    const statement = await statements.of(channel, day)
    if (!('outcome' in statement)) return statement
    if (statement.outcome === 'busy') return statementRefusal('ChannelBusy')
    if (statement.outcome === 'not-ready') return statementRefusal('StatementNotReady', { day })
    return statementRefusal('StatementNotRead', { day, why: statement.why })
  }
}

/** Without refunds of ours that were under way when the statement was made: each counts on the day on which we book it, see `arrivedOf`. */
const withoutUnderWay = (lines: readonly StatementLine[], payouts: readonly BookedPayout[]): readonly StatementLine[] => {
  const numbers = new Set(payouts.map(({ outRefundNo }) => outRefundNo))
  return lines.filter(({ underWay, outRefundNo }) => !underWay || !numbers.has(outRefundNo))
}

/** Lines of what was under way when its statement was made, and was booked by us on the day in question. */
const arrivedOf = (ours: readonly OurEntry[], theirs: readonly TheirEntry[], lines: readonly StatementLine[]): TheirEntry[] => {
  const here = new Set(theirs.map(placeOf))
  const early = new Map(lines.filter(({ underWay }) => underWay).map((line) => [placeOf(line), line]))
  return ours.filter((entry) => !here.has(placeOf(entry))).flatMap((entry) => {
    const line = early.get(placeOf(entry))
    return line ? [entryOf(line, entry)] : []
  })
}

/** What a channel writes there for refunds that were made elsewhere may be nothing, longer than any number of ours, or what no database or terminal takes. */
const textOf = (text: string): string => text.replaceAll(/\p{C}/gu, ' ').slice(0, 200) || '-'

const entryOf = ({ kind, outRefundNo, channelReference, amount, at }: StatementLine, payout: Pick<BookedPayout, 'caseId' | 'payoutNo'> | undefined): TheirEntry => ({
  kind, outRefundNo: textOf(outRefundNo), channelReference: textOf(channelReference), amount, at,
  ...(payout ? { payout: { caseId: payout.caseId, payoutNo: payout.payoutNo } } : {}),
})
