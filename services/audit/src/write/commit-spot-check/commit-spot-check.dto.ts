import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsOptional, IsString, Length, Matches } from 'class-validator'
import { IsTime } from '@recourse/platform'

export class CommitSpotCheckDto {
  @ApiProperty({ description: 'Beginning of the period in which the cases were closed, ISO 8601 with zone' })
  @IsTime()
  from: string

  @ApiProperty({ description: 'Its end, exclusive; it must lie ahead' })
  @IsTime()
  to: string

  @ApiProperty({ description: 'SHA-256 (hex) of the seed. The seed is 64 hex digits of your own dice, kept secret until the round is revealed' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'seedSha256 must be 64 lower-case hex digits' })
  seedSha256: string

  @ApiPropertyOptional({ type: [String], description: 'Policy packs of the round; left out = all' })
  @IsOptional() @IsArray() @ArrayMinSize(1) @ArrayMaxSize(100) @IsString({ each: true }) @Length(1, 64, { each: true })
  packs?: string[]
}
