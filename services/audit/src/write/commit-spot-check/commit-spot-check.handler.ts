import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { toInstant, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, type Caller } from '@recourse/platform'
import { PackCatalogue } from '@recourse/policy'
import type { Rate } from '@recourse/spot-check'
import { SpotChecks } from '../../spot-checks.js'
import type { CommitSpotCheckDto } from './commit-spot-check.dto.js'

export class CommitSpotCheckCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly body: CommitSpotCheckDto) {
    super()
  }
}

@CommandHandler(CommitSpotCheckCommand)
export class CommitSpotCheckHandler implements ICommandHandler<CommitSpotCheckCommand> {
  constructor(private readonly rounds: SpotChecks, private readonly packs: PackCatalogue, @Inject(CLOCK) private readonly clock: Clock) {}

  async execute({ caller, body: { from, to, seedSha256, packs } }: CommitSpotCheckCommand): Promise<Executed | Refusal> {
    const roundId = caller.derivedId('spot-check')
    const period = { from: toInstant(from), to: toInstant(to) }
    const rates = await this.ratesOf(caller.tenant, packs ?? [])
    return this.rounds.send(caller, roundId, { type: 'CommitSpotCheck', roundId, period, seedSha256, ...(packs ? { packs } : {}), facts: { rates } })
  }

  /** Of the shipped packs and of those that are named, as they are in force now. */
  private async ratesOf(tenant: string, named: readonly string[]): Promise<Rate[]> {
    const shipped = this.packs.shipped.all().flatMap(({ kind, id }) => (kind === 'refund' ? [id] : []))
    const inForce = await Promise.all([...new Set([...shipped, ...named])].sort().map((id) => this.packs.inForce(tenant, id, this.clock.now())))
    return inForce.flatMap((pack) => (pack ? [{ pack: pack.id, ...pack.spotCheck }] : []))
  }
}
