import { ApprovalDto } from '../../approval.dto.js'

export class ProposeApprovalDto extends ApprovalDto {}
