import { complaintEvents } from '@recourse/care-plan';
import { defineProjection } from '@recourse/event-flow';
import { parseStreamName } from '@recourse/kernel';
export const COMPLAINT_STATUSES = ['open', 'answered', 'closed'];
/** One row per complaint, without its words. */
export const complaintProjection = defineProjection({
    name: 'complaint',
    version: 1,
    events: complaintEvents,
    columns: {
        tenant: 'text', complaint_id: 'text', version: 'integer', customer: 'text', case_id: 'text?', stage: 'text?', pack: 'text?', pack_version: 'text?',
        channel: 'text', status: 'text', outcome: 'text?', opened_at: 'timestamptz', answered_at: 'timestamptz?', closed_at: 'timestamptz?',
    },
    key: ['tenant', 'complaint_id'],
    indexes: [['opened_at'], ['customer', 'opened_at'], ['case_id']],
    reduce: (rows, event) => {
        const { tenant, id } = parseStreamName(event.stream);
        const { version, metadata: { recordedAt } } = event;
        if (event.type === 'ComplaintOpened') {
            const { customer, caseId, stage, pack, channel } = event.data;
            rows.put({
                tenant, complaint_id: id, version, customer, case_id: caseId ?? null, stage: stage ?? null, pack: pack?.id ?? null, pack_version: pack?.version ?? null,
                channel, status: 'open', outcome: null, opened_at: recordedAt, answered_at: null, closed_at: null,
            });
            return;
        }
        const complaint = rows.get(tenant, id);
        if (!complaint)
            throw new Error(`${event.stream} has no ComplaintOpened before ${event.type}`);
        if (event.type === 'ComplaintAnswered')
            rows.put({ ...complaint, version, status: 'answered', answered_at: complaint.answered_at ?? recordedAt });
        else
            rows.put({ ...complaint, version, status: 'closed', outcome: event.data.outcome, closed_at: recordedAt });
    },
});
//# sourceMappingURL=complaint.projection.js.map