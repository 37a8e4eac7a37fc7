import { Controller, Get, Param, ParseUUIDPipe, Query } from '@nestjs/common'
import { QueryBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger'
import { CurrentCaller, ReadableBy, type Caller } from '@recourse/platform'
import { TransferBatchesDto, TransferBatchPage, TransferBatchView } from './transfer-batches.dto.js'
import { TransferBatchesQuery, TransferBatchQuery } from './transfer-batches.query.js'

@ApiTags('bank transfers')
@ApiBearerAuth()
@ReadableBy('finance-maker', 'finance-checker', 'operations', 'auditor')
@Controller('transfer-batches')
export class TransferBatchesController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Batches of bank transfers, newest first, and what waits to be put into the next one' })
  @ApiOkResponse({ type: TransferBatchPage })
  list(@CurrentCaller() caller: Caller, @Query() asked: TransferBatchesDto): Promise<TransferBatchPage> {
    return this.queries.execute(new TransferBatchesQuery(caller, asked))
  }

  @Get(':batchId')
  @ApiOperation({ summary: 'One batch: who made and checked it, its transfers, and what the bank says of each' })
  @ApiOkResponse({ type: TransferBatchView })
  one(@CurrentCaller() caller: Caller, @Param('batchId', ParseUUIDPipe) batchId: string): Promise<TransferBatchView> {
    return this.queries.execute(new TransferBatchQuery(caller, batchId))
  }
}
