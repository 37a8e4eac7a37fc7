import { ApiProperty } from '@nestjs/swagger'

export class SlipLine {
  @ApiProperty()
  label: string

  @ApiProperty()
  amount_minor: number
}

export class SlipStepView {
  @ApiProperty({ enum: ['PROPOSED', 'APPROVED', 'SIGNED', 'CORRECTED', 'RESUBMITTED'] })
  what: string

  @ApiProperty()
  by: string

  @ApiProperty()
  role: string

  @ApiProperty()
  at: string

  @ApiProperty({ description: 'Its place in the case; of a correction, what the payout is sent again by (`correctionVersion`)' })
  version: number
}

export class PayoutSlipView {
  @ApiProperty({ description: 'The number that the channel knows the payout by: there is one slip per number' })
  slipNo: string

  @ApiProperty()
  caseId: string

  @ApiProperty()
  payoutNo: number

  @ApiProperty()
  orderId: string

  @ApiProperty()
  channel: string

  @ApiProperty()
  amount_minor: number

  @ApiProperty()
  currency: string

  @ApiProperty({ required: false, description: 'The amount in capital numerals; yuan only' })
  inCapitals?: string

  @ApiProperty({ description: 'What the approval as a whole allows, and what it consists of' })
  approved_minor: number

  @ApiProperty({ type: [SlipLine] })
  breakdown: SlipLine[]

  @ApiProperty({ description: 'The rule of the pack that approved; MANUAL when people did, AGREEMENT when both sides signed' })
  approvedBy: string

  @ApiProperty({ required: false, description: 'SHA-256 of the agreement' })
  agreement?: string

  @ApiProperty({ type: [SlipStepView], description: 'Everybody who had a hand in it, in order' })
  steps: SlipStepView[]

  @ApiProperty({ required: false, description: 'Last four digits of the payee\'s account, where the money does not go back the way it came' })
  accountEndsWith?: string

  @ApiProperty()
  requestedAt: string

  @ApiProperty()
  status: string
}
