import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsObject, IsOptional } from 'class-validator'
import { CommandAnswer } from '@recourse/platform'

/** Exactly one of the two. */
export class PublishPolicyPackDto {
  @ApiPropertyOptional({ description: 'The pack as one JSON object', type: Object })
  @IsOptional() @IsObject()
  content?: Record<string, unknown>

  @ApiPropertyOptional({ description: 'Its YAML files by name', example: { 'pack.yaml': 'kind: refund\n…' }, type: Object })
  @IsOptional() @IsObject()
  files?: Record<string, string>
}

export class PublishPolicyPackAnswer extends CommandAnswer {
  @ApiProperty({ example: '1.1.0' })
  packVersion: string

  @ApiProperty({ description: 'SHA-256 over the canonical JSON of the compiled pack' })
  sha256: string
}
