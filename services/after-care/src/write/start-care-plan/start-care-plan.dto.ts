import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator'
import { Type } from 'class-transformer'
import { IsTime } from '@recourse/platform'

export class CareContactDto {
  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 100)
  name?: string

  @ApiPropertyOptional()
  @IsOptional() @IsString() @Length(1, 40)
  phone?: string
}

export class StartCarePlanDto {
  @ApiProperty({ description: 'Pseudonym of the customer, as in their token' })
  @IsString() @Length(1, 128)
  customerId: string

  @ApiPropertyOptional({ description: 'The shop\'s own order number' })
  @IsOptional() @IsString() @Length(1, 128)
  orderId?: string

  @ApiProperty({ description: 'What was done: code or name of a project of the care pack', example: '光子嫩肤' })
  @IsString() @Length(1, 128)
  project: string

  @ApiProperty({ description: 'ISO 8601 with zone; every due time counts from its day in Asia/Shanghai' })
  @IsTime()
  treatmentCompletedAt: string

  @ApiPropertyOptional({ description: 'Care pack', default: 'light-aesthetics-care' })
  @IsOptional() @IsString() @Length(1, 64)
  pack?: string

  @ApiPropertyOptional({ type: CareContactDto, description: 'Kept sealed' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CareContactDto)
  contact?: CareContactDto
}
