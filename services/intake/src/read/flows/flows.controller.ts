import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common'
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { FLOW_MEDIA_TYPES, flowFormatOf, packFlow } from '@recourse/flow-chart'
import type { Clock } from '@recourse/kernel'
import { CLOCK, languageOf, ProblemError, Public } from '@recourse/platform'
import { PackCatalogue, type RefundPack } from '@recourse/policy'
import { FlowDto } from './flows.dto.js'

/** The running definition as a chart: as public as the pack it is drawn from. */
@ApiTags('policy packs')
@Public()
@Controller('flows')
export class FlowsController {
  constructor(private readonly packs: PackCatalogue, @Inject(CLOCK) private readonly clock: Clock) {}

  @Get(':pack')
  @ApiProduces(...Object.values(FLOW_MEDIA_TYPES))
  @ApiOperation({ summary: 'How a refund goes under a pack: stages with role, time limit and clause, and every branch; as SVG, Mermaid, BPMN 2.0 XML or JSON' })
  async chart(
    @Param('pack') id: string, @Query() { tenant, version, format, language }: FlowDto, @Res() reply: FastifyReply,
    @Headers('accept') accept?: string, @Headers('accept-language') acceptLanguage?: string,
  ): Promise<void> {
    const wanted = format ?? flowFormatOf(accept)
    if (!wanted) throw new ProblemError('NotAcceptable', { offered: Object.values(FLOW_MEDIA_TYPES) })
    const pack = await this.pack(id, version, tenant)
    await reply.header('content-type', `${FLOW_MEDIA_TYPES[wanted]}; charset=utf-8`).send(await packFlow(pack, wanted, language ?? languageOf(acceptLanguage)))
  }

  private async pack(id: string, version: string | undefined, tenant: string | undefined): Promise<RefundPack> {
    const pack = await this.find(id, version, tenant)
    // What is published for later is the operator's until it comes into force.
    if (!pack || pack.effectiveFrom > this.clock.now()) throw new ProblemError('NotFound', { pack: id, ...(version ? { version } : {}) })
    return pack
  }

  private async find(id: string, version: string | undefined, tenant: string | undefined): Promise<RefundPack | undefined> {
    const now = this.clock.now()
    if (tenant === undefined) return version === undefined ? this.packs.shipped.latest(id, now) : this.packs.shipped.find(id, version)
    if (version === undefined) return this.packs.inForce(tenant, id, now)
    await this.packs.load(tenant, id, version)
    return this.packs.find(id, version, tenant)
  }
}
