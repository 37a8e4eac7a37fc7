import { ApiProperty } from '@nestjs/swagger'
import { ArrayMaxSize, ArrayMinSize, IsArray, IsInt, IsString, Length, Max, Min } from 'class-validator'
import { IsTime } from '@recourse/platform'

export class RecordTrainingDto {
  @ApiProperty({ description: 'Subject of the person who was trained, as in their token' })
  @IsString() @Length(1, 128)
  person: string

  @ApiProperty({ description: 'Course, see GET /curricula', example: 'refund-policy' })
  @IsString() @Length(1, 64)
  course: string

  @ApiProperty({ type: [String], description: 'What was taught: ids of items of the course. What was taught before counts too' })
  @IsArray() @ArrayMinSize(1) @ArrayMaxSize(200) @IsString({ each: true }) @Length(1, 64, { each: true })
  items: string[]

  @ApiProperty({ minimum: 0, maximum: 100, description: 'Result of the assessment; the course says from when on it is passed' })
  @IsInt() @Min(0) @Max(100)
  score_percent: number

  @ApiProperty({ description: 'When the assessment was held, ISO 8601 with zone' })
  @IsTime()
  heldAt: string

  @ApiProperty({ description: 'Subject of whoever taught and assessed; never the person themselves' })
  @IsString() @Length(1, 128)
  trainer: string
}
