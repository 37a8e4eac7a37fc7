import { defineProjection } from '@recourse/event-flow'
import { parseStreamName } from '@recourse/kernel'
import { PolicyPackPublished } from '@recourse/policy'

/** Which packs each tenant has published; their versions stand in the pack's own stream. */
export const publishedPackProjection = defineProjection({
  name: 'intake_published_pack',
  version: 1,
  events: [PolicyPackPublished],
  columns: { tenant: 'text', id: 'text' },
  key: ['tenant', 'id'],
  reduce: (rows, { stream }) => {
    const { tenant, id } = parseStreamName(stream)
    rows.put({ tenant, id })
  },
})
