import { ApiPropertyOptional } from '@nestjs/swagger'
import { TENANT_PATTERN } from '@recourse/kernel'
import { CLAUSE_BASES } from '@recourse/policy'
import { IsIn, IsOptional, IsString, Length, Matches } from 'class-validator'

export class TenantDto {
  @ApiPropertyOptional({ description: 'Whose published packs are looked at beside the shipped ones', example: 'demo' })
  @IsOptional() @Matches(TENANT_PATTERN)
  tenant?: string
}

export class ClausesDto extends TenantDto {
  @ApiPropertyOptional({ enum: CLAUSE_BASES, description: 'Only what repeats the law, only norms of the trade, or only the operator\'s own terms' })
  @IsOptional() @IsIn(CLAUSE_BASES)
  basis?: (typeof CLAUSE_BASES)[number]
}

export class PackFilterDto extends TenantDto {
  @ApiPropertyOptional({ description: 'Answer only after the view has seen this position of a command' })
  @IsOptional() @IsString() @Length(1, 64)
  min_position?: string
}
