import { Body, Controller, HttpCode, Post } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger'
import { isRefusal } from '@recourse/kernel'
import { CurrentCaller, ProblemError, validateAs, type Caller, type FieldError } from '@recourse/platform'
import { RecordOrderDto } from '../record-order/record-order.dto.js'
import { RecordOrderCommand } from '../record-order/record-order.handler.js'

const LINE_LIMIT = 1000
const AT_ONCE = 64

export class RejectedLine {
  @ApiProperty({ description: 'Line of the body, from 1' })
  line: number

  @ApiProperty({ required: false })
  orderId?: string

  @ApiProperty()
  code: string

  @ApiProperty({ description: 'What is wrong, in English and Chinese' })
  title: { en: string; 'zh-CN': string }

  @ApiProperty({ required: false })
  errors?: unknown
}

export class BatchAnswer {
  @ApiProperty()
  recorded: number

  @ApiProperty({ description: 'Orders that had been recorded before with the same content' })
  repeated: number

  @ApiProperty({ type: [RejectedLine] })
  rejected: RejectedLine[]

  @ApiProperty({ description: 'Opaque place in the event log after the last order of this batch' })
  position: string
}

type LineOutcome = RejectedLine | { readonly repeated: boolean; readonly position: string }

const BAD_LINE = { en: 'The line is not a well-formed order', 'zh-CN': '该行不是格式正确的订单' }

@ApiTags('orders')
@ApiBearerAuth()
@Controller('orders')
export class RecordOrdersController {
  constructor(private readonly commands: CommandBus) {}

  @Post('batch')
  @HttpCode(200)
  @ApiConsumes('application/x-ndjson')
  @ApiBody({ description: 'One order a line, as for POST /orders; at most 1,000 lines and 256 kB. Good lines go in although others are bad', schema: { type: 'string' } })
  @ApiOperation({ summary: 'Record many orders at once' })
  @ApiOkResponse({ type: BatchAnswer })
  async recordAll(@CurrentCaller() caller: Caller, @Body() body: string): Promise<BatchAnswer> {
    if (typeof body !== 'string') throw new ProblemError('UnsupportedMediaType', { detail: 'send application/x-ndjson' })
    const lines = body.split('\n').map((text, index) => ({ text: text.trim(), line: index + 1 })).filter(({ text }) => text !== '')
    if (lines.length > LINE_LIMIT) throw new ProblemError('PayloadTooLarge', { detail: `at most ${LINE_LIMIT} lines`, lines: lines.length })
    const outcomes: LineOutcome[] = []
    for (let from = 0; from < lines.length; from += AT_ONCE) {
      outcomes.push(...(await Promise.all(lines.slice(from, from + AT_ONCE).map(({ text, line }) => this.recordLine(caller, text, line)))))
    }
    const accepted = outcomes.filter((outcome) => 'position' in outcome)
    return {
      recorded: accepted.filter((outcome) => !outcome.repeated).length,
      repeated: accepted.filter((outcome) => outcome.repeated).length,
      rejected: outcomes.filter((outcome) => 'line' in outcome),
      position: accepted.map((outcome) => outcome.position).sort().at(-1) ?? '',
    }
  }

  private async recordLine(caller: Caller, text: string, line: number): Promise<LineOutcome> {
    const order = await readOrder(text)
    if ('errors' in order) return { line, ...order, code: 'InvalidRequest', title: BAD_LINE }
    const { orderId } = order.value
    const outcome = await this.commands.execute(new RecordOrderCommand(caller, order.value))
    return isRefusal(outcome) ? { line, orderId, code: outcome.code, title: outcome.title } : { repeated: outcome.repeated, position: outcome.position }
  }
}

interface BadLine {
  /** When it could be read at all. */
  readonly orderId?: string
  readonly errors: readonly FieldError[]
}

const readOrder = async (text: string): Promise<{ value: RecordOrderDto } | BadLine> => {
  const value = parse(text)
  if (value === undefined) return { errors: [{ pointer: '', messages: ['must be JSON'] }] }
  const order = await validateAs(RecordOrderDto, value)
  const { orderId } = (value ?? {}) as { orderId?: unknown }
  return 'errors' in order && typeof orderId === 'string' ? { orderId, ...order } : order
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
