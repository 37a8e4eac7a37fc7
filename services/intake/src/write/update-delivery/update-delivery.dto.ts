import { ApiProperty } from '@nestjs/swagger'
import { IsTime } from '@recourse/platform'
import { DeliveryDto } from '../record-order/record-order.dto.js'

export class UpdateDeliveryDto extends DeliveryDto {
  @ApiProperty({ description: 'When the status became true, ISO 8601 with zone' })
  @IsTime()
  at: string
}
