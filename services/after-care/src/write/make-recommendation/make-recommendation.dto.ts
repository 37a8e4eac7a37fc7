import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'

export class MakeRecommendationDto {
  @ApiProperty({ description: 'One of `recommendations` of the plan', example: 'hydra-collagen' })
  @IsString() @Length(1, 64)
  recommendationId: string

  @ApiPropertyOptional({ description: 'The customer\'s recorded consent to commercial messages; without it nothing may be recommended' })
  @IsOptional() @IsString() @Length(1, 128)
  consentId?: string
}
