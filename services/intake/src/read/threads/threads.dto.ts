import { ApiProperty } from '@nestjs/swagger'

class ThreadItem {
  @ApiProperty()
  caseId: string

  @ApiProperty()
  orderId: string

  @ApiProperty()
  pack: string
}

export class UnansweredItem extends ThreadItem {
  @ApiProperty({ description: 'When the customer first asked' })
  askedAt: Date

  @ApiProperty()
  answerBy: Date

  @ApiProperty()
  overdue: boolean
}

export class UnansweredPage {
  @ApiProperty({ type: [UnansweredItem] })
  items: UnansweredItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}

export class ContactTaskItem extends ThreadItem {
  @ApiProperty({ description: 'Kind of the notice that the customer has not read', example: 'refund-refused' })
  kind: string

  @ApiProperty()
  since: Date
}

export class ContactTaskPage {
  @ApiProperty({ type: [ContactTaskItem] })
  items: ContactTaskItem[]

  @ApiProperty({ nullable: true, type: String })
  next: string | null
}
