import { streamName, uuidv5 } from '@recourse/kernel'

/** One stream per tenant, channel and day: repeated runs of a day are its history. */
export const reconciliationIdOf = (tenant: string, channel: string, day: string): string => uuidv5(JSON.stringify(['reconciliation', tenant, channel, day]))

export const reconciliationStream = (tenant: string, id: string): string => streamName('reconciliation', tenant, id)
