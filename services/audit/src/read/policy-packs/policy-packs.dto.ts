import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import type { Texts } from '@recourse/kernel'
import type { Pack } from '@recourse/policy'
import { IsOptional, IsString, Length } from 'class-validator'

export class PolicyPacksDto {
  @ApiPropertyOptional({ description: 'Answer only after the view has seen this position of a command' })
  @IsOptional() @IsString() @Length(1, 64)
  min_position?: string
}

export class PackVersionItem {
  @ApiProperty()
  id: string

  @ApiProperty({ example: '1.1.0' })
  version: string

  @ApiProperty({ enum: ['refund', 'care'] })
  kind: Pack['kind']

  @ApiProperty({ type: Object })
  title: Texts

  @ApiProperty({ enum: ['shipped', 'published'], description: 'With the installation, or by this tenant' })
  source: 'shipped' | 'published'

  @ApiProperty()
  effectiveFrom: string

  @ApiProperty({ description: 'When the clauses must have been checked against the law again' })
  reviewBy: string

  @ApiProperty({ description: 'Whether that time has passed' })
  reviewOverdue: boolean

  @ApiProperty({ description: 'SHA-256 over the canonical JSON of the content' })
  sha256: string
}

export class PackVersionList {
  @ApiProperty({ type: [PackVersionItem] })
  items: PackVersionItem[]
}

export class PackVersionView extends PackVersionItem {
  @ApiProperty({ description: 'The compiled pack', type: Object })
  content: Pack
}
