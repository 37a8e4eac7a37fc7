import { Controller, Get, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { CurriculumList, TrainingFilterDto, TrainingRecordView } from './training.dto.js'
import { CurriculaQuery, TrainingRecordQuery } from './training.query.js'

@ApiTags('training')
@ApiBearerAuth()
@ReadableBy('agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'admin')
@Controller()
export class TrainingController {
  constructor(private readonly queries: QueryBus) {}

  @Get('training-records')
  @ApiOperation({ summary: 'The courses of one person: what was passed, until when it counts, and how far the others are' })
  @ApiOkResponse({ type: TrainingRecordView })
  record(@CurrentCaller() caller: Caller, @Query() { person }: TrainingFilterDto): Promise<TrainingRecordView> {
    return this.queries.execute(new TrainingRecordQuery(caller, person))
  }

  @Get('curricula')
  @ApiOperation({ summary: 'The courses with their items, and how far you are with each' })
  @ApiOkResponse({ type: CurriculumList })
  async curricula(@CurrentCaller() caller: Caller): Promise<CurriculumList> {
    return { items: await this.queries.execute(new CurriculaQuery(caller)) }
  }
}
