import { Inject, Injectable } from '@nestjs/common'
import { AggregateStore } from '@recourse/event-store'
import type { Clock } from '@recourse/kernel'
import { CaseAnswer, CLOCK, type Caller, type CommandAnswer } from '@recourse/platform'
import { PackCatalogue, WorkingCalendar } from '@recourse/policy'
import { expectationOf, refundCaseStream } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from './domain.js'

/** Tells whoever has just done something when the next thing happens (LS18). */
@Injectable()
export class Expectations {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly packs: PackCatalogue,
    private readonly calendar: WorkingCalendar,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async with<Answer extends CommandAnswer>({ tenant }: Caller, answer: Answer): Promise<Answer & CaseAnswer> {
    const { state } = await this.aggregates.load(this.decider, refundCaseStream(tenant, answer.id))
    if (state.phase === 'unopened') return answer
    const pack = await this.packs.refundPack(tenant, state.pack.id, state.pack.version)
    const expectation = expectationOf(state, { pack, calendar: this.calendar }, this.clock.now())
    return expectation ? { ...answer, expectedBy: expectation.expectedBy } : answer
  }
}
