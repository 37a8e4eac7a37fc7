import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Transform, Type } from 'class-transformer'
import { ArrayMaxSize, IsArray, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator'
import { ROLES, type Role } from '@recourse/kernel'

const EVENT_TYPE = /^[A-Z][A-Za-z0-9]{0,99}$/

/** Which events of the tenant: of `GET /events` and of the stream. */
export class EventFilter {
  @ApiPropertyOptional({ example: 'RefundApproved,RefundRefused', description: 'Names of events, separated by commas; all when left out' })
  @IsOptional() @Transform(({ value }) => (typeof value === 'string' ? value.split(',') : value as unknown))
  @IsArray() @ArrayMaxSize(100) @Matches(EVENT_TYPE, { each: true })
  types?: string[]
}

export class EventsFilter extends EventFilter {
  @ApiPropertyOptional({ description: '`next` of the page before; from the beginning when left out' })
  @IsOptional() @IsString() @Length(1, 100)
  after?: string

  @ApiPropertyOptional({ minimum: 1, maximum: 200, default: 50 })
  @IsOptional() @Type(() => Number) @IsInt() @Min(1) @Max(200)
  limit?: number
}

export class PublishedActor {
  @ApiProperty({ description: 'Pseudonym' })
  id: string

  @ApiProperty({ enum: ROLES, description: 'The role under which they acted' })
  role: Role
}

export class PublishedMetadata {
  @ApiProperty()
  actor: PublishedActor

  @ApiProperty()
  commandId: string

  @ApiProperty()
  commandType: string

  @ApiProperty()
  correlationId: string

  @ApiPropertyOptional({ description: 'The event that made a policy act' })
  causationId?: string

  @ApiPropertyOptional({ description: 'W3C Trace Context' })
  traceparent?: string
}

/** An event as consumers see it, in the words of CloudEvents 1.0, complete but for personal data. */
export class PublishedEvent {
  @ApiProperty({ description: 'Opaque, ordered as text; where to go on from' })
  position: string

  @ApiProperty({ description: 'UUID; the same event always has the same, so that repetitions are noticed' })
  id: string

  @ApiProperty({ example: '/recourse/demo/refundCase' })
  source: string

  @ApiProperty({ example: 'recourse.refund_case.refund_approved.v1' })
  type: string

  @ApiProperty({ description: 'The stream' })
  subject: string

  @ApiProperty({ description: 'When it was recorded' })
  time: string

  @ApiProperty({ description: 'Case, order, plan or complaint that it belongs to' })
  stream: string

  @ApiProperty({ description: 'Its place in the stream, from 1' })
  version: number

  @ApiProperty({ type: 'object', additionalProperties: true })
  data: unknown

  @ApiProperty({ description: 'Whether it holds personal data, which is not shown' })
  sealed: boolean

  @ApiProperty()
  metadata: PublishedMetadata

  @ApiProperty({ description: 'Hash of the event before it in the stream' })
  prevHash: string

  @ApiProperty({ description: 'SHA-256 of the event as stored' })
  hash: string
}

export class EventPage {
  @ApiProperty({ type: [PublishedEvent] })
  items: PublishedEvent[]

  @ApiProperty({
    type: String, nullable: true,
    description: 'Where to go on, now or later. It moves even when a page is empty, past events of others; equal to `after` at the end. Null only before the first event of all',
  })
  next: string | null
}
