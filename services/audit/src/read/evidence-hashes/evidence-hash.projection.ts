import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { EvidenceAttached } from '@recourse/refund-case'

/** Which cases hold a file, by the SHA-256 of its bytes: how evidence that was handed in before is found, whoever the customer. */
export const evidenceHashProjection = defineProjection({
  name: 'evidence_hash',
  version: 1,
  events: [EvidenceAttached],
  columns: { tenant: 'text', sha256: 'text', case_id: 'text' },
  key: ['tenant', 'sha256', 'case_id'],
  keysOf: ({ stream, data }) => {
    const { tenant, id } = parseStreamName(stream)
    return [[tenant, data.sha256, id]]
  },
  reduce: (rows, { stream, data }) => {
    const { tenant, id } = parseStreamName(stream)
    rows.put({ tenant, sha256: data.sha256, case_id: id })
  },
})
