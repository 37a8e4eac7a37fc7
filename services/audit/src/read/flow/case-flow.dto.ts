import { ApiPropertyOptional } from '@nestjs/swagger'
import { FLOW_FORMATS, type FlowFormat } from '@recourse/flow-chart'
import { IsIn, IsOptional } from 'class-validator'

export class CaseFlowDto {
  @ApiPropertyOptional({ enum: FLOW_FORMATS, description: 'Instead of the Accept header' })
  @IsOptional() @IsIn(FLOW_FORMATS)
  format?: FlowFormat

  @ApiPropertyOptional({ enum: ['zh-CN', 'en'], description: 'Instead of Accept-Language; JSON carries both' })
  @IsOptional() @IsIn(['zh-CN', 'en'])
  language?: 'zh-CN' | 'en'
}
