import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { roleRefusal, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { refundCaseRefusal, refundCaseStream, type PostMessage } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'

export interface PostMessageOutcome {
  readonly outcome: Executed | Refusal
  readonly messageId: string
  /** Until when staff owe the customer an answer; absent when nothing is owed. */
  readonly expectedBy?: string
}

export class PostMessageCommand extends Command<PostMessageOutcome> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly text: string) {
    super()
  }
}

@CommandHandler(PostMessageCommand)
export class PostMessageHandler implements ICommandHandler<PostMessageCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async execute({ caller, caseId, text }: PostMessageCommand): Promise<PostMessageOutcome> {
    const messageId = caller.derivedId(`message/${caseId}`)
    const notPermitted = roleRefusal(this.decider.permissions, 'PostMessage', caller.identity.actor)
    if (notPermitted) return { outcome: notPermitted, messageId }
    const stream = refundCaseStream(caller.tenant, caseId)
    const read = await this.aggregates.load(this.decider, stream)
    if (read.state.phase === 'unopened') return { outcome: refundCaseRefusal('UnknownCase'), messageId }
    const command: PostMessage = {
      type: 'PostMessage', messageId, personal: { person: read.state.customer, fields: { text } }, ...caller.commandContext(stream, this.clock.now()),
    }
    const outcome = await this.aggregates.execute(this.decider, stream, command, read)
    const { state } = await this.aggregates.load(this.decider, stream)
    const question = caller.isOnlyCustomer && state.phase !== 'unopened' ? state.thread.question : undefined
    return { outcome, messageId, ...(question ? { expectedBy: question.answerBy } : {}) }
  }
}
