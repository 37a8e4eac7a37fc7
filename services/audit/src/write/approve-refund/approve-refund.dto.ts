import { ApprovalDto } from '../../approval.dto.js'

export class ApproveRefundDto extends ApprovalDto {}
