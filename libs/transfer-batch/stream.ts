import { streamName } from '@recourse/kernel'

/** One file of transfers of a tenant; the batch's id is the file's number at the bank. */
export const transferBatchStream = (tenant: string, batchId: string): string => streamName('transferBatch', tenant, batchId)
