import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty } from '@nestjs/swagger'
import { complaintDecider, complaintStream } from '@recourse/care-plan'
import { AggregateStore, EventCodec } from '@recourse/event-store'
import type { Instant, RecordedEvent } from '@recourse/kernel'
import { ProblemError, type Caller } from '@recourse/platform'
import { mayReadText } from '../../domain.js'

export class ComplaintEntry {
  @ApiProperty()
  at: Instant

  @ApiProperty({ enum: ['ComplaintOpened', 'ComplaintAnswered', 'ComplaintClosed'] })
  type: string

  @ApiProperty({ required: false, description: 'Absent when nothing was said or it is sealed' })
  text?: string

  @ApiProperty({ description: 'Something was said that is not shown: to this reader\'s roles, or to anybody since the customer was erased' })
  textSealed: boolean
}

export class ComplaintView {
  @ApiProperty()
  complaintId: string

  @ApiProperty({ description: 'Pseudonym' })
  customerId: string

  @ApiProperty({ required: false })
  caseId?: string

  @ApiProperty({ enum: ['open', 'closed'] })
  phase: string

  @ApiProperty({ type: [ComplaintEntry] })
  entries: ComplaintEntry[]

  @ApiProperty()
  version: number
}

export class ComplaintQuery extends Query<ComplaintView> {
  constructor(readonly caller: Caller, readonly complaintId: string) {
    super()
  }
}

/** A complaint with its words, opened for whoever may answer it and for its customer. */
@QueryHandler(ComplaintQuery)
export class ComplaintQueryHandler implements IQueryHandler<ComplaintQuery> {
  constructor(private readonly aggregates: AggregateStore, private readonly codec: EventCodec) {}

  async execute({ caller, complaintId }: ComplaintQuery): Promise<ComplaintView> {
    const { state, version, events } = await this.aggregates.load(complaintDecider, complaintStream(caller.tenant, complaintId))
    if (state.phase === 'unopened') throw new ProblemError('NotFound', { complaintId })
    const { customer, caseId, phase } = state
    if (caller.isOnlyCustomer && customer !== caller.identity.actor.id) throw new ProblemError('NotFound', { complaintId })
    const readsText = mayReadText(caller, customer)
    const entries = await Promise.all(events.map((event) => this.entryOf(event, readsText)))
    return { complaintId, customerId: customer, ...(caseId ? { caseId } : {}), phase, entries, version }
  }

  private async entryOf(event: RecordedEvent, readsText: boolean): Promise<ComplaintEntry> {
    const said = readsText ? await this.codec.open(event) : undefined
    return { at: event.metadata.recordedAt, type: event.type, ...(said ? { text: String(said['text']) } : {}), textSealed: event.sealed !== undefined && !said }
  }
}
