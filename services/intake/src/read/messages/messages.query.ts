import { Inject } from '@nestjs/common'
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs'
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { AggregateStore } from '@recourse/event-store'
import { uuidv5, type Clock, type Texts } from '@recourse/kernel'
import { CLOCK, ProblemError, type Caller } from '@recourse/platform'
import { concerns, refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { isMessage, messageView, MessageView } from './message-view.js'

export class MessageThread {
  @ApiProperty()
  caseId: string

  @ApiProperty({ type: [MessageView] })
  items: MessageView[]

  @ApiPropertyOptional({ description: 'Until when the customer is to be answered; absent when nobody waits' })
  answerBy?: string

  @ApiProperty({ description: 'Last message that the customer has seen; 0 = none' })
  readUpTo: number
}

export class MessagesQuery extends Query<MessageThread> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly language: keyof Texts) {
    super()
  }
}

/** Folded from the case's own stream. When its customer opens it, that is recorded: they have been told. */
@QueryHandler(MessagesQuery)
export class MessagesQueryHandler implements IQueryHandler<MessagesQuery> {
  constructor(private readonly aggregates: AggregateStore, @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ caller, caseId, language }: MessagesQuery): Promise<MessageThread> {
    const { state, events } = await this.aggregates.load(this.decider, refundCaseStream(caller.tenant, caseId))
    if (state.phase === 'unopened' || (caller.isOnlyCustomer && !concerns(state, caller.identity.actor.id))) throw new ProblemError('NotFound', { caseId })
    const items = await Promise.all(events.filter(isMessage).map((event) => messageView(event, this.aggregates.codec, language, !caller.readsAsCustomerOf(state.customer))))
    const { question, readUpTo, ids } = state.thread
    const seen = caller.isOnlyCustomer && ids.length > readUpTo
    if (seen) await this.record(caller, caseId, ids.length)
    return { caseId, items, readUpTo: seen ? ids.length : readUpTo, ...(question ? { answerBy: question.answerBy } : {}) }
  }

  /** A refusal (the person was erased meanwhile, somebody else has just recorded it) takes nothing away from the reader. */
  private async record(caller: Caller, caseId: string, upTo: number): Promise<void> {
    const stream = refundCaseStream(caller.tenant, caseId)
    const { expectedVersion: _, ...context } = caller.contextOf(uuidv5(`read/${stream}/${caller.identity.actor.id}/${upTo}`), this.clock.now())
    await this.aggregates.execute(this.decider, stream, { type: 'ReadMessages', upTo, ...context })
  }
}
