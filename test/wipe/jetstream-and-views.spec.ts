import { describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { recordOrderElsewhere } from '@recourse/test-support/cases'
import { expectExactBooks, importFixture, untilRecorded } from '@recourse/test-support/import'
import { natsMessages } from '@recourse/test-support/nats-messages'
import { useSystem } from '@recourse/test-support/system'
import { dropViews, projectionsOf, rowsOfViews } from '@recourse/test-support/views'

const used = useSystem()
const LIMIT_MS = 90_000

describe('the event store is the only truth', () => {
  it('the JetStream folder deleted twice in mid-run of an import: nothing lost, nothing doubled', used.test(async () => {
    const { system } = used
    const importing = importFixture(system)
    await untilRecorded(system, 'RefundRequested', 1)
    await system.killNats({ wipe: true })
    await untilRecorded(system, 'RefundCaseClosed', 20)
    await system.killNats({ wipe: true })
    const { code, stdout } = await importing
    expect({ code, summary: JSON.parse(stdout) }).toMatchObject({ code: 0, summary: { cases: { closed: 47, open: 0 }, faults: [] } })
    await expectExactBooks(system)
    // The relay fills the empty stream again, from the first event on.
    const { rows } = await system.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event')
    const texts = await natsMessages(system.natsUrl)
    expect(new Set(texts.map((text) => /^Nats-Msg-Id: (.*)$/im.exec(text)?.[1])).size).toBe(rows[0]!.count)
  }), LIMIT_MS)

  it('every view rebuilt beside itself: equal', used.test(async () => {
    const { system } = used
    const operations = system.as('operations')
    const views = await projectionsOf(system)
    expect(views).toEqual(expect.arrayContaining(['refund_case', 'payout', 'case_fact', 'order_fact']))
    const before = await rowsOfViews(system, views)
    expect(before.refund_case).toHaveLength(47)
    const rebuilds = await Promise.all(views.map((view) => operations.post<{ id: string }>('audit', `/operations/projections/${view}/rebuild`)))
    for (const { id } of rebuilds) {
      const done = await eventually(`rebuild ${id}`, async () => {
        const progress = await operations.get('audit', `/operations/rebuilds/${id}`)
        return ['switched', 'failed'].includes(progress.status) && progress
      }, 60_000)
      expect(done).toMatchObject({ status: 'switched', comparison: { equal: true, rows_differing: 0 } })
    }
    expect(await rowsOfViews(system, views)).toEqual(before)
  }), LIMIT_MS)

  it('every view dropped by hand while all services run: filled again from the log, row for row', used.test(async () => {
    const { system } = used
    const views = await projectionsOf(system)
    const before = await rowsOfViews(system, views)
    await dropViews(system, views)
    // The next event, of another tenant, is what tells the services.
    await recordOrderElsewhere(system)
    await eventually('every view is there again', async () => {
      const known = await projectionsOf(system)
      return views.every((view) => known.includes(view))
    }, 60_000)
    // Only of a view that is there can anybody say how far it is filled.
    await system.settled()
    expect(await rowsOfViews(system, views)).toEqual(before)
  }), LIMIT_MS)
})
