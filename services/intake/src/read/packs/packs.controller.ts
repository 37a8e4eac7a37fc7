import { Controller, Get, Inject, Param, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import type { Clock } from '@recourse/kernel'
import { CLOCK, ProblemError, Public } from '@recourse/platform'
import { PackCatalogue, type RefundPack } from '@recourse/policy'
import { ClausesDto, PackFilterDto, TenantDto } from './packs.dto.js'
import { PacksQuery, type PackItem } from './packs.query.js'

/** All that concerns a customer. How risk is scored and how many cases are checked later stays with the operator. */
export type PublicPack = Omit<RefundPack, 'risk' | 'spotCheck'>

/** Conditions, clauses and deadlines are public: a customer can read them before asking. */
@ApiTags('policy packs')
@Public()
@Controller()
export class PacksController {
  constructor(private readonly queries: QueryBus, private readonly packs: PackCatalogue, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get('packs')
  @ApiOperation({ summary: 'The policy packs in force now' })
  async list(@Query() filter: PackFilterDto): Promise<{ items: PackItem[] }> {
    return { items: await this.queries.execute(new PacksQuery(filter)) }
  }

  @Get('packs/:id')
  @ApiOperation({ summary: 'One pack: reasons, evidence, windows, stages with their due times, clauses with what they rest on, remedies, licences, links, contacts' })
  async read(@Param('id') id: string, @Query() { tenant }: TenantDto): Promise<PublicPack> {
    const { risk: _risk, spotCheck: _spotCheck, ...shown } = await this.inForce(id, tenant)
    return shown
  }

  @Get(['packs/:id/clauses', 'policies/:id/clauses'])
  @ApiOperation({ summary: 'The clauses in force now: each is LAW, NORM or CONTRACT, with the articles it rests on and when somebody must check it again' })
  async clauses(@Param('id') id: string, @Query() { tenant, basis }: ClausesDto): Promise<Pick<RefundPack, 'id' | 'version' | 'effectiveFrom' | 'reviewBy' | 'clauses'>> {
    const { version, effectiveFrom, reviewBy, clauses } = await this.inForce(id, tenant)
    return { id, version, effectiveFrom, reviewBy, clauses: clauses.filter((clause) => basis === undefined || clause.basis === basis) }
  }

  private async inForce(id: string, tenant: string | undefined): Promise<RefundPack> {
    const now = this.clock.now()
    const pack = tenant === undefined ? this.packs.shipped.latest(id, now) : await this.packs.inForce(tenant, id, now)
    if (!pack) throw new ProblemError('NotFound', { pack: id })
    return tenant === undefined ? pack : { ...pack, reviewBy: this.packs.reviewByOf(pack, tenant) }
  }
}
