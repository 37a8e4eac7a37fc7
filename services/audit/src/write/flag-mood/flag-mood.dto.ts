import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsIn, IsOptional, IsString, Length } from 'class-validator'
import { MOODS, type Mood } from '@recourse/refund-case'

export class FlagMoodDto {
  @ApiProperty({ enum: MOODS })
  @IsIn(MOODS)
  mood: Mood

  @ApiPropertyOptional({ description: 'Kept sealed' })
  @IsOptional() @IsString() @Length(1, 4000)
  note?: string
}
