import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { DeadlinePoller, Leases, PostgresFlowStore } from '@recourse/event-flow'
import { ConsumerHost } from '@recourse/platform'
import { loadCalendar } from '@recourse/policy'
import { eventually } from '@recourse/test-support'
import { audit } from '../definition.js'
import { AuditBench, decider } from '../spec-support.js'
import { recountDeadlines } from './recount-deadlines.js'

const calendars = mkdtempSync(join(tmpdir(), 'recourse-calendars-'))
let bench: AuditBench
let host: ConsumerHost
beforeAll(async () => {
  bench = await AuditBench.open()
  host = bench.service.host
})
afterAll(async () => {
  await host.stop()
  await bench.close()
  delete process.env.CALENDARS_DIR
  rmSync(calendars, { recursive: true })
})

/** As a new process does it, with the settings of now. */
const restart = async (): Promise<void> => {
  const { infrastructure } = bench.service
  await host.stop()
  host = new ConsumerHost(infrastructure, await audit.open(infrastructure))
  await host.start()
}

const recounts = async (caseId: string) => (await bench.typesOf(caseId)).filter((type) => type === 'DeadlineRecounted')
const listed = async () => (await bench.service.as('supervisor').get(`/review-queue?min_position=${await bench.head()}`)).body.items[0]
const explained = async (caseId: string) => (await bench.service.as('auditor').get(`/deadlines/${caseId}.review/explain`)).body

describe('a review over a new year whose calendar is not published yet (LS13)', () => {
  let caseId: string
  beforeAll(async () => {
    bench.clock.instant = '2026-12-30T02:00:00.000Z'
    caseId = await bench.caseWith({ pack: 'membership', reason: 'PERSONAL' })
  })

  it('is counted without holidays and flagged in the queue and in its explanation', async () => {
    expect(await listed()).toMatchObject({ caseId, provisional: true, dueAt: '2027-01-04T15:59:59.999Z' })
    expect(await explained(caseId)).toMatchObject({
      provisional: true, counted: { provisional: true, days: expect.arrayContaining([{ day: '2027-01-01', kind: 'provisional', n: 2 }]) },
    })
    await restart()
    await bench.service.handled('recount_deadline', await bench.head())
    expect(await recounts(caseId)).toEqual([])
  })

  it('is counted again once when a service starts with the calendar of the year', async () => {
    writeFileSync(join(calendars, 'cn-2027.yaml'), [
      'year: 2027', 'source: made up for this spec', 'sourceUrl: https://example.org/2027',
      'holidays: [{ name: 元旦, from: 2027-01-01, to: 2027-01-03 }]', 'makeUpWorkdays: []',
    ].join('\n'))
    process.env.CALENDARS_DIR = calendars
    await restart()
    await eventually('counted again', async () => (await recounts(caseId)).length === 1)
    expect(await listed()).toMatchObject({ caseId, provisional: false, dueAt: '2027-01-05T15:59:59.999Z' })
    const history = (await bench.service.as('auditor').get(`/refund-cases/${caseId}/history`)).body.events
    expect(history.at(-1)).toMatchObject({
      type: 'DeadlineRecounted', actor: { id: 'deadline:recount_deadline', role: 'service' },
      data: {
        stage: 'review', before: '2027-01-04T15:59:59.999Z', dueAt: '2027-01-05T15:59:59.999Z', provisional: false,
        calendarVersion: expect.stringMatching(/^cn-2026@\w{8}\+cn-2027@\w{8}$/),
      },
    })
  })

  it('and not a second time at the next start, nor when its view is lost', async () => {
    await restart()
    await bench.service.infrastructure.pool.query('DELETE FROM deadline_fired')
    await bench.service.handled('recount_deadline', await bench.head())
    const { pool, aggregates, clock } = bench.service.infrastructure
    const calendar = loadCalendar(calendars)
    expect(await new DeadlinePoller({ state: new PostgresFlowStore(pool), aggregates, clock, leases: new Leases(pool, 'spec') }, recountDeadlines(decider, calendar)).fireDue()).toBe(0)
    expect(await recounts(caseId)).toHaveLength(1)
  })

  it('is counted at once when another service, not restarted yet, opens one without the data', async () => {
    const late = await bench.caseWith({ pack: 'membership', reason: 'PERSONAL' })
    await eventually('counted again', async () => (await recounts(late)).length === 1)
  })
})
