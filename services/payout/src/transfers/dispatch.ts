import { channelSwitchDecider, channelSwitchStream } from '@recourse/channel-switch'
import type { Execution } from '@recourse/event-flow'
import type { TransferOffice } from '@recourse/payment-channels'
import { transferBatchDecider, transferBatchStream } from '@recourse/transfer-batch'
import type { OpenChannels } from '../open-channels.js'

export interface Dispatcher {
  readonly office: TransferOffice
  readonly channels: OpenChannels
}

/**
 * Sends an approved batch to the bank and records what the bank says. Where the answer is lost nothing is recorded: whoever comes next asks the bank for the file by its number
 * and sends the very same bytes again only if the bank does not know it. While the channel is stopped, or serves other tenants only, nothing leaves.
 */
export const dispatch = async ({ office, channels }: Dispatcher, tenant: string, batchId: string, execution: Execution): Promise<void> => {
  const stream = transferBatchStream(tenant, batchId)
  const { state: batch } = await execution.load(transferBatchDecider, stream)
  if (batch.status !== 'approved' || !channels.serves(batch.channel, tenant)) return
  const { state: { stop } } = await execution.load(channelSwitchDecider, channelSwitchStream(tenant, batch.channel))
  if (stop) return
  const delivery = await office.deliver(batchId, batch.fileSha256)
  if (delivery.outcome === 'delivered') await execution.execute(transferBatchDecider, stream, { type: 'RecordTransferBatchSent' }, 'sent')
  if (delivery.outcome === 'refused') await execution.execute(transferBatchDecider, stream, { type: 'RecordTransferFileRefused', code: delivery.code }, 'refused')
}
