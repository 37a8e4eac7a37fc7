import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DeadlinePoller, Leases } from '@recourse/event-flow'
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
  const pollers = ['a', 'b'].map((holder) => new DeadlinePoller({ pool, aggregates, clock, leases: new Leases(pool, holder) }, stageDeadlines(decider)))
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

it('a case that is decided in time is never late', async () => {
  const caseId = await bench.reviewedCase()
  await bench.accepted('reviewer', caseId, 'refusal', { reason: 'NOT_TRUE', clauseId: 'evidence' })
  bench.forward(1_000 * HOUR_ms)
  await pollTwice()
  expect(await lateEvents(caseId)).toEqual([])
})
