import { ComplaintOpened } from '@recourse/care-plan'
import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'

/** One row per complaint. `stage` and `pack` are those of its case when the complaint came. */
export const complaintFactProjection = defineProjection({
  name: 'complaint_fact',
  version: 1,
  events: [ComplaintOpened],
  columns: {
    tenant: 'text', complaint_id: 'text', case_id: 'text?', stage: 'text?', pack: 'text?', pack_version: 'text?', channel: 'text', opened_at: 'timestamptz',
  },
  key: ['tenant', 'complaint_id'],
  indexes: [['opened_at']],
  reduce: (rows, { stream, data, metadata }) => {
    const { tenant, id } = parseStreamName(stream)
    const { caseId, stage, pack, channel } = data
    rows.put({
      tenant, complaint_id: id, case_id: caseId ?? null, stage: stage ?? null, pack: pack?.id ?? null, pack_version: pack?.version ?? null,
      channel, opened_at: metadata.recordedAt,
    })
  },
})
