import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DeadlinePoller, Leases, PostgresFlowStore } from '@recourse/event-flow'
import { ConsumerHost } from '@recourse/platform'
import { eventually } from '@recourse/test-support'
import { audit } from '../definition.js'
import { AuditBench, decider, HOUR_ms } from '../spec-support.js'
import { stageDeadlines } from './stage-deadlines.js'

let bench: AuditBench
let host: ConsumerHost
beforeAll(async () => {
  bench = await AuditBench.open()
  host = bench.service.host
})
afterAll(async () => {
  await host.stop()
  await bench.close()
})

const operations = () => bench.service.as('operations')
const late = (types: string[]): string[] => types.filter((type) => ['StageOverdue', 'CaseEscalated'].includes(type))
const lateEvents = async (caseId: string): Promise<string[]> => late(await bench.typesOf(caseId))

/** Two pollers at the same moment, beside the one that the service runs. */
const pollTwice = async (): Promise<void> => {
  const { pool, aggregates, clock } = bench.service.infrastructure
  await bench.service.handled('stage_deadline', await bench.head())
  const pollers = ['a', 'b'].map((holder) => new DeadlinePoller({ state: new PostgresFlowStore(pool), aggregates, clock, leases: new Leases(pool, holder) }, stageDeadlines(decider)))
  await Promise.all(pollers.map((poller) => poller.fireDue()))
}

/** As a new process does it: everything is read again from the database. */
const restart = async (): Promise<void> => {
  const { infrastructure } = bench.service
  await host.stop()
  host = new ConsumerHost(infrastructure, await audit.open(infrastructure))
  await host.start()
}

const rebuild = async (projection: string) => {
  const { body } = await operations().post(`/operations/projections/${projection}/rebuild`)
  return eventually(`${projection} is rebuilt`, async () => {
    const progress = (await operations().get(`/operations/rebuilds/${body.id}`)).body
    return ['switched', 'failed'].includes(progress.status) && progress
  })
}

describe('a review that takes too long', () => {
  let caseId: string
  beforeAll(async () => {
    caseId = await bench.caseWith()
  })

  it('is left alone until its last moment', async () => {
    bench.forward(12 * HOUR_ms - 1)
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual([])
  })

  it('is marked and escalated once, whoever looks', async () => {
    bench.forward(1)
    await pollTwice()
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated'])
    const { body } = await bench.service.as('supervisor').get(`/refund-cases?overdue=true&min_position=${await bench.head()}`)
    expect(body.items).toMatchObject([{ caseId, overdue: true, escalationLevel: 1 }])
  })

  it('is not marked again after a restart', async () => {
    await restart()
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated'])
  })

  it('is not marked again after its views were built anew, which come out equal', async () => {
    for (const projection of ['stage_deadline', 'refund_case']) {
      expect(await rebuild(projection)).toMatchObject({ status: 'switched', comparison: { equal: true, rows_differing: 0 } })
    }
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated'])
  })

  it('goes to the next level when that takes too long as well, and then no further', async () => {
    bench.forward(4 * HOUR_ms)
    await pollTwice()
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated', 'CaseEscalated'])
    bench.forward(100 * HOUR_ms)
    await pollTwice()
    expect(await lateEvents(caseId)).toHaveLength(3)
    expect((await bench.service.as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ overdue: true, escalationLevel: 2 })
  })
})

it('calls every level once and in order when the clock jumps past all of them (LS20)', async () => {
  const caseId = await bench.caseWith()
  bench.forward(1_000 * HOUR_ms)
  await pollTwice()
  await restart()
  await pollTwice()
  expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated', 'CaseEscalated'])
  expect((await bench.service.as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ overdue: true, escalationLevel: 2 })
})

describe('a review that waits for the customer (LS13, LS20)', () => {
  let caseId: string
  const listed = async () => {
    const { body } = await bench.service.as('supervisor').get(`/refund-cases?min_position=${await bench.head()}`)
    return body.items.find((item: { caseId: string }) => item.caseId === caseId)
  }
  beforeAll(async () => {
    caseId = await bench.caseWith()
    bench.forward(11 * HOUR_ms)
    await bench.accepted('reviewer', caseId, 'evidence-requests', { kinds: ['chat'] })
  })

  it('stands still, also over a restart and a rebuild', async () => {
    bench.forward(23 * HOUR_ms)
    await pollTwice()
    await restart()
    expect(await rebuild('stage_deadline')).toMatchObject({ status: 'switched', comparison: { equal: true } })
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual([])
    expect(await listed()).toMatchObject({ waitingForCustomer: true, overdue: false })
  })

  it('goes on once when the time of the customer is up', async () => {
    bench.forward(HOUR_ms)
    await pollTwice()
    await pollTwice()
    const types = await bench.typesOf(caseId)
    expect(types.slice(-3)).toEqual(['EvidenceRequested', 'EvidenceOverdue', 'ClockResumed'])
    expect(await listed()).toMatchObject({ waitingForCustomer: false, overdue: false })
  })

  it('and is late by the time that was left', async () => {
    bench.forward(HOUR_ms - 1)
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual([])
    bench.forward(1)
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated'])
  })

  it('has a ladder that stands still as well', async () => {
    bench.forward(HOUR_ms)
    await bench.accepted('reviewer', caseId, 'evidence-requests', { kinds: ['transfer'] })
    bench.forward(24 * HOUR_ms)
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated'])
    bench.forward(3 * HOUR_ms)
    await pollTwice()
    expect(await lateEvents(caseId)).toEqual(['StageOverdue', 'CaseEscalated', 'CaseEscalated'])
  })
})

it('sends a proposal back that nobody confirmed, once', async () => {
  const caseId = await bench.reviewedCase()
  await bench.accepted('reviewer', caseId, 'approval-proposal', { amount_minor: 6_800, currency: 'CNY' })
  const { approvalHash } = (await bench.service.as('supervisor').get(`/refund-cases/${caseId}`)).body.proposal
  bench.forward(24 * HOUR_ms)
  expect((await bench.service.as('supervisor').post(`/refund-cases/${caseId}/approval-confirmation`, { approvalHash })).body).toMatchObject({
    code: 'ApprovalLapsed',
  })
  await pollTwice()
  await pollTwice()
  expect((await bench.typesOf(caseId)).filter((type) => type === 'ApprovalLapsed')).toHaveLength(1)
  expect((await bench.service.as('auditor').get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'review' })
})

it('marks a legal opinion that does not come, once (MB43)', async () => {
  const caseId = await bench.reviewedCase()
  await bench.accepted('reviewer', caseId, 'legal-opinion-requests', { question: 'Is a cold soup a defect?' })
  bench.forward(100 * HOUR_ms)
  await pollTwice()
  await restart()
  await pollTwice()
  expect((await bench.typesOf(caseId)).filter((type) => type === 'LegalOpinionOverdue')).toHaveLength(1)
})

it('a case that is decided in time is never late', async () => {
  const caseId = await bench.refusedCase()
  bench.forward(1_000 * HOUR_ms)
  await pollTwice()
  expect(await lateEvents(caseId)).toEqual([])
})
