import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsOptional, IsString, Length } from 'class-validator'
import type { Texts } from '@recourse/kernel'

export class TrainingFilterDto {
  @ApiPropertyOptional({ description: 'Subject of a person; left out = your own. Others\' records are for supervisor, operations, admin and auditor' })
  @IsOptional() @IsString() @Length(1, 128)
  person?: string
}

export class CourseRecord {
  @ApiProperty()
  course: string

  @ApiProperty({ type: Object })
  title: Texts

  @ApiProperty({ enum: ['open', 'valid', 'expired'] })
  status: 'open' | 'valid' | 'expired'

  @ApiProperty({ description: '100 while the course counts, else the share of its items that were taught' })
  completion_percent: number

  @ApiPropertyOptional()
  score_percent?: number

  @ApiPropertyOptional()
  passedAt?: string

  @ApiPropertyOptional()
  validUntil?: string
}

export class TrainingRecordView {
  @ApiProperty()
  person: string

  @ApiProperty({ type: [CourseRecord] })
  courses: CourseRecord[]
}

export class CurriculumView {
  @ApiProperty()
  id: string

  @ApiProperty()
  version: string

  @ApiProperty({ type: Object })
  title: Texts

  @ApiProperty()
  passMark_percent: number

  @ApiProperty()
  validFor_days: number

  @ApiProperty({ type: [Object] })
  items: { id: string; text: Texts }[]

  @ApiProperty({ description: 'How far you are with it' })
  completion_percent: number
}

export class CurriculumList {
  @ApiProperty({ type: [CurriculumView] })
  items: CurriculumView[]
}
