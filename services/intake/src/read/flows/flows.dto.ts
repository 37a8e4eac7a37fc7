import { ApiPropertyOptional } from '@nestjs/swagger'
import { FLOW_FORMATS, type FlowFormat } from '@recourse/flow-chart'
import { IsIn, IsOptional, Matches } from 'class-validator'
import { TenantDto } from '../packs/packs.dto.js'

export class FlowDto extends TenantDto {
  @ApiPropertyOptional({ enum: FLOW_FORMATS, description: 'Instead of the Accept header' })
  @IsOptional() @IsIn(FLOW_FORMATS)
  format?: FlowFormat

  @ApiPropertyOptional({ enum: ['zh-CN', 'en'], description: 'Instead of Accept-Language; JSON carries both' })
  @IsOptional() @IsIn(['zh-CN', 'en'])
  language?: 'zh-CN' | 'en'

  @ApiPropertyOptional({ description: 'A version of the pack; absent = the one in force now', example: '1.0.0' })
  @IsOptional() @Matches(/^\d{1,6}\.\d{1,6}\.\d{1,6}$/)
  version?: string
}
