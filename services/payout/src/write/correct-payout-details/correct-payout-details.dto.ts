import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { IsInt, IsOptional, IsPositive, IsString, Length, Matches } from 'class-validator'

export class CorrectPayoutDetailsDto {
  @ApiProperty({ description: 'Name of the account holder: must be the customer\'s own; kept sealed' })
  @IsString() @Length(1, 100)
  name: string

  @ApiProperty({ description: 'Account or card number; kept sealed' })
  @IsString() @Length(4, 64)
  account: string

  @ApiPropertyOptional({ description: 'CNAPS code of the bank, 12 digits' })
  @IsOptional() @Matches(/^\d{12}$/, { message: 'bankCode must be 12 digits' })
  bankCode?: string

  @ApiPropertyOptional({ description: 'Another payment channel, when the old one is closed to the money' })
  @IsOptional() @IsString() @Length(1, 64)
  channel?: string

  @ApiPropertyOptional({ description: 'The payout that is corrected; left out, the one that failed or came back' })
  @IsOptional() @IsInt() @IsPositive()
  payoutNo?: number
}
