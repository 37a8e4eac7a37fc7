import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { refuseCommon, roleRefusal, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { messageHash, refundCaseRefusal, refundCaseStream, type PostMessage } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { messageSalt } from '../../message-salt.js'

export interface PostMessageOutcome {
  readonly outcome: Executed | Refusal
  readonly messageId: string
  /** Absent when it was refused. */
  readonly textSha256?: string
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
    const salt = await messageSalt(this.aggregates.codec, caller.tenant, read.state.customer, messageId)
    if (!salt) return { outcome: refuseCommon('PersonErased'), messageId }
    const command: PostMessage = {
      type: 'PostMessage', messageId, personal: { person: read.state.customer, fields: { text, salt } }, ...caller.commandContext(stream, this.clock.now()),
    }
    const outcome = await this.aggregates.execute(this.decider, stream, command, read)
    const { state } = await this.aggregates.load(this.decider, stream)
    const question = caller.isOnlyCustomer && state.phase !== 'unopened' ? state.thread.question : undefined
    return { outcome, messageId, textSha256: messageHash(salt, text), ...(question ? { expectedBy: question.answerBy } : {}) }
  }
}
