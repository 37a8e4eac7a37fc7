import { carePlanEvents } from '@recourse/care-plan';
import { defineProjection } from '@recourse/event-flow';
import { parseStreamName } from '@recourse/kernel';
export const CARE_TASK_STATUSES = ['open', 'overdue', 'done'];
const tasksOf = (event) => {
    if (event.type === 'CarePlanStarted')
        return event.data.tasks.map(({ id }) => id);
    return 'taskId' in event.data ? [event.data.taskId] : [];
};
/** One row per task of a care plan: everybody's list of what is to do. */
export const careTaskProjection = defineProjection({
    name: 'care_task',
    version: 1,
    events: carePlanEvents,
    columns: {
        tenant: 'text', plan_id: 'text', task_id: 'text', customer: 'text', project: 'text', stage: 'text', owner: 'text', helpers: 'jsonb',
        commercial: 'boolean', from_at: 'timestamptz?', due_at: 'timestamptz', status: 'text', completed_at: 'timestamptz?', late: 'boolean',
    },
    key: ['tenant', 'plan_id', 'task_id'],
    indexes: [['owner', 'status', 'due_at'], ['due_at']],
    keysOf: (event) => {
        const { tenant, id } = parseStreamName(event.stream);
        return tasksOf(event).map((taskId) => [tenant, id, taskId]);
    },
    reduce: (rows, event) => {
        const { tenant, id } = parseStreamName(event.stream);
        if (event.type === 'CarePlanStarted') {
            const { customer, project, tasks } = event.data;
            for (const { id: task_id, stage, owner, helpers, commercial, from, dueAt } of tasks) {
                rows.put({
                    tenant, plan_id: id, task_id, customer, project, stage, owner, helpers, commercial,
                    from_at: from ?? null, due_at: dueAt, status: 'open', completed_at: null, late: false,
                });
            }
            return;
        }
        for (const taskId of tasksOf(event)) {
            const task = rows.get(tenant, id, taskId);
            if (!task)
                throw new Error(`${event.stream} has no task ${taskId} before ${event.type}`);
            if (event.type === 'CareTaskCompleted')
                rows.put({ ...task, status: 'done', completed_at: event.metadata.recordedAt, late: event.data.late });
            else
                rows.put({ ...task, status: 'overdue' });
        }
    },
});
//# sourceMappingURL=care-task.projection.js.map