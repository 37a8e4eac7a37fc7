import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { NO_BATCH, transferBatchDecider, transferBatchEvents, type ReturnOutcome, type TransferBatch } from '@recourse/transfer-batch'

/** One row per batch, folded by the decider's own `evolve`. */
export const transferBatchProjection = defineProjection({
  name: 'transfer_batch',
  version: 1,
  events: transferBatchEvents,
  columns: {
    tenant: 'text', batch_id: 'text', version: 'integer', status: 'text', channel: 'text', file_sha256: 'text', instructions: 'integer', total_minor: 'bigint', currency: 'text',
    maker: 'text', checker: 'text?', cut_at: 'timestamptz', decided_at: 'timestamptz?', sent_at: 'timestamptz?', rejection: 'text?',
    paid: 'integer', failed: 'integer', returned: 'integer', state: 'jsonb',
  },
  key: ['tenant', 'batch_id'],
  indexes: [['cut_at'], ['status', 'cut_at']],
  reduce: (rows, event) => {
    const { tenant, id } = parseStreamName(event.stream)
    const batch = transferBatchDecider.evolve((rows.get(tenant, id)?.state as TransferBatch | undefined) ?? NO_BATCH, event)
    if (batch.status === 'none') throw new Error(`${event.stream} does not begin with TransferBatchCut`)
    const ended = (as: ReturnOutcome): number => Object.values(batch.results).filter(({ outcome }) => outcome === as).length
    rows.put({
      tenant, batch_id: id, version: event.version, status: batch.status, channel: batch.channel, file_sha256: batch.fileSha256, instructions: batch.instructions.length,
      total_minor: batch.total.minor, currency: batch.total.currency, maker: batch.maker, checker: batch.checker ?? null, cut_at: batch.cutAt,
      decided_at: batch.decidedAt ?? null, sent_at: batch.sentAt ?? null, rejection: batch.rejection ?? null,
      paid: ended('paid'), failed: ended('failed'), returned: ended('returned'), state: batch,
    })
  },
})
