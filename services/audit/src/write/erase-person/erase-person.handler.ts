import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { InjectRepository } from '@nestjs/typeorm'
import { Repository } from 'typeorm'
import { AggregateStore, type EventStore, type KeyRing } from '@recourse/event-store'
import { decideAs, isRefusal, roleRefusal, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, ConsumerHost, EVENT_STORE, ProblemError, type Caller } from '@recourse/platform'
import { refundCaseStream, type EraseCustomer } from '@recourse/refund-case'
import { KEY_RING, REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { RefundCaseRow } from '../../read/cases/refund-case.entity.js'
import { refundCaseProjection } from '../../read/cases/refund-case.projection.js'
import type { ErasureAnswer } from './erase-person.dto.js'

export class ErasePersonCommand extends Command<ErasureAnswer | Refusal> {
  constructor(readonly caller: Caller, readonly personId: string) {
    super()
  }
}

@CommandHandler(ErasePersonCommand)
export class ErasePersonHandler implements ICommandHandler<ErasePersonCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly host: ConsumerHost,
    @InjectRepository(RefundCaseRow) private readonly rows: Repository<RefundCaseRow>,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(KEY_RING) private readonly keys: KeyRing,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Every case is asked before the first is marked, and every one is marked before the key goes: whatever fails in between can be repeated.
   * @throws ProblemError NotFound when nothing is known of the person.
   */
  async execute({ caller, personId }: ErasePersonCommand): Promise<ErasureAnswer | Refusal> {
    const notPermitted = roleRefusal(this.decider.permissions, 'EraseCustomer', caller.identity.actor)
    if (notPermitted) return notPermitted
    const streams = await this.casesOf(caller.tenant, personId)
    for (const stream of streams) {
      const { state } = await this.aggregates.load(this.decider, stream)
      const decision = decideAs(this.decider, this.commandFor(caller, stream), state)
      if (isRefusal(decision)) return decision
    }
    for (const stream of streams) {
      const outcome = await this.aggregates.execute(this.decider, stream, this.commandFor(caller, stream))
      if (isRefusal(outcome)) return outcome
    }
    const wasKnown = await this.keys.destroyKey(caller.tenant, personId)
    if (!wasKnown && streams.length === 0) throw new ProblemError('NotFound', { personId })
    return { personId, cases: streams.length }
  }

  private async casesOf(tenant: string, customer: string): Promise<string[]> {
    await this.host.seen(refundCaseProjection.name, await this.store.head())
    const rows = await this.rows.find({ where: { tenant, customer }, select: { tenant: true, caseId: true } })
    return rows.map(({ caseId }) => refundCaseStream(tenant, caseId))
  }

  private commandFor(caller: Caller, stream: string): EraseCustomer {
    return { type: 'EraseCustomer', ...caller.commandContext(stream, this.clock.now()) }
  }
}
