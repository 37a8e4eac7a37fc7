import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import { Type } from 'class-transformer'
import { IsLine } from '@recourse/platform'
import { ArrayMaxSize, IsArray, IsObject, IsOptional, IsString, Length, Matches, ValidateNested } from 'class-validator'

export class SignerPayeeDto {
  @ApiProperty({ description: 'Name of the account holder: must be that of whoever paid for the order' })
  @IsLine() @Length(1, 100)
  name: string

  @ApiProperty({ description: 'Account or card number; kept sealed' })
  @IsLine() @Length(4, 64)
  account: string

  @ApiPropertyOptional({ description: 'CNAPS code of the bank, 12 digits' })
  @IsOptional() @Matches(/^\d{12}$/, { message: 'bankCode must be 12 digits' })
  bankCode?: string
}

export class SignAgreementDto {
  @ApiProperty({ description: 'SHA-256 of the document as downloaded; also its ETag' })
  @Matches(/^[0-9a-f]{64}$/, { message: 'documentSha256 must be 64 hex digits' })
  documentSha256: string

  @ApiProperty({ type: [String], description: 'Ids of the agreement\'s clauses that the signer has read; the customer names every one' })
  @IsArray() @ArrayMaxSize(50) @IsString({ each: true }) @Length(1, 64, { each: true })
  acknowledgedClauses: string[]

  @ApiPropertyOptional({ type: SignerPayeeDto, description: 'The customer\'s own account, when the agreed way is not the one the money came by' })
  @IsOptional() @IsObject() @ValidateNested() @Type(() => SignerPayeeDto)
  payee?: SignerPayeeDto
}
