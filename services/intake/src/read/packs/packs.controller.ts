import { Controller, Get, Inject, Param } from '@nestjs/common'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, Public } from '@recourse/platform'
import { PolicyPacks, type RefundPack } from '@recourse/policy'

/** Conditions, clauses and deadlines are public: a customer can read them before asking. */
@ApiTags('policy packs')
@Public()
@Controller('packs')
export class PacksController {
  constructor(private readonly packs: PolicyPacks, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get()
  @ApiOperation({ summary: 'The policy packs in force now' })
  list(): { items: { id: string; version: string; title: RefundPack['title']; currency: string }[] } {
    const ids = [...new Set(this.packs.all().filter((pack) => pack.kind === 'refund').map((pack) => pack.id))]
    const inForce = ids.map((id) => this.packs.latest(id, this.clock.now())).filter((pack) => pack !== undefined)
    return { items: inForce.map(({ id, version, title, currency }) => ({ id, version, title, currency })) }
  }

  @Get(':id')
  @ApiOperation({ summary: 'One pack: reasons, evidence, windows, stages with their due times, clauses, notices, contacts' })
  read(@Param('id') id: string): RefundPack {
    const pack = this.packs.latest(id, this.clock.now())
    if (!pack) throw new ProblemError('NotFound', { pack: id })
    return pack
  }
}
