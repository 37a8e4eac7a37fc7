import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsIn, IsInt, IsObject, IsOptional, IsPositive, IsString, Length, Matches, ValidateNested } from 'class-validator'
import { IsLine, IsReference } from '@recourse/platform'
import { CONSENT_FORMS } from '@recourse/refund-case'

export class CorrectionConsentDto {
  @ApiProperty({ enum: CONSENT_FORMS })
  @IsIn(CONSENT_FORMS)
  how: (typeof CONSENT_FORMS)[number]

  @ApiProperty({ description: 'Where it is kept: number of the letter or of the recording' })
  @IsReference()
  reference: string
}

export class CorrectPayoutDetailsDto {
  @ApiProperty({ description: 'Name of the account holder: must be that of whoever paid for the order; kept sealed' })
  @IsLine() @Length(1, 100)
  name: string

  @ApiProperty({ description: 'Account or card number; kept sealed' })
  @IsLine() @Length(4, 64)
  account: string

  @ApiPropertyOptional({ description: 'CNAPS code of the bank, 12 digits' })
  @IsOptional() @Matches(/^\d{12}$/, { message: 'bankCode must be 12 digits' })
  bankCode?: string

  @ApiPropertyOptional({ description: 'Another payment channel, when the old one is closed to the money' })
  @IsOptional() @IsString() @Length(1, 64)
  channel?: string

  @ApiPropertyOptional({ type: CorrectionConsentDto, description: 'How the customer agreed to another channel, when somebody corrects it for them' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => CorrectionConsentDto)
  consent?: CorrectionConsentDto

  @ApiPropertyOptional({ description: 'The payout that is corrected; left out, the one that failed or came back' })
  @IsOptional() @IsInt() @IsPositive()
  payoutNo?: number
}
