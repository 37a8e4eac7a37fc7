import { Controller, Get, Param, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ProblemError, ReadableBy, type Caller } from '@recourse/platform'
import { PackVersionList, PackVersionView, PolicyPacksDto } from './policy-packs.dto.js'
import { PackVersionsQuery, PolicyPacksQuery } from './policy-packs.query.js'

@ApiTags('policy packs')
@ApiBearerAuth()
@ReadableBy('admin', 'auditor', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations')
@Controller('policy-packs')
export class PolicyPacksController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Every version of every policy pack: shipped ones and those of this tenant' })
  @ApiOkResponse({ type: PackVersionList })
  async list(@CurrentCaller() caller: Caller, @Query() { min_position }: PolicyPacksDto): Promise<PackVersionList> {
    return { items: await this.queries.execute(new PolicyPacksQuery(caller.tenant, min_position)) }
  }

  @Get(':id/versions')
  @ApiOperation({ summary: 'The versions of one pack, oldest first' })
  @ApiOkResponse({ type: PackVersionList })
  async versions(@CurrentCaller() caller: Caller, @Param('id') id: string): Promise<PackVersionList> {
    const versions = await this.queries.execute(new PackVersionsQuery(caller.tenant, id))
    return { items: versions.map(({ content: _content, ...item }) => item) }
  }

  @Get(':id/versions/:version')
  @ApiOperation({ summary: 'One version with its whole content' })
  @ApiOkResponse({ type: PackVersionView })
  async version(@CurrentCaller() caller: Caller, @Param('id') id: string, @Param('version') version: string): Promise<PackVersionView> {
    const versions = await this.queries.execute(new PackVersionsQuery(caller.tenant, id))
    const wanted = versions.find((known) => known.version === version)
    if (!wanted) throw new ProblemError('NotFound', { pack: id, version })
    return wanted
  }
}
