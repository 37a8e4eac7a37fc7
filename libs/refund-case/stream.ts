import { streamName } from '@recourse/kernel'

export const refundCaseStream = (tenant: string, caseId: string): string => streamName('refundCase', tenant, caseId)
