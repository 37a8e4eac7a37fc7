import { streamName } from '@recourse/kernel'

export const spotCheckStream = (tenant: string, roundId: string): string => streamName('spotCheck', tenant, roundId)
