import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import { addMilliseconds } from '@recourse/kernel'
import { migrate } from '@recourse/platform'
import { createTestDatabase, type TestDatabase } from '@recourse/test-support'
import { Pool } from 'pg'
import { channelNoticeMigrations } from './migrations.js'
import { NoticeInbox } from './notice-inbox.js'
import { NoticeRunner, type NoticeGround } from './notice-runner.js'

const DAY_ms = 86_400_000
const NOW = '2028-01-01T00:00:00.000Z'

let database: TestDatabase
let pool: Pool
let inbox: NoticeInbox
beforeAll(async () => {
  database = await createTestDatabase()
  await migrate(database.url, channelNoticeMigrations)
  pool = new Pool({ connectionString: database.url, max: 2 })
  inbox = new NoticeInbox(pool)
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(() => pool.query('DELETE FROM channel_notice'))

const daysAgo = (days: number) => addMilliseconds(NOW, -days * DAY_ms)
const noticeOf = (noticeId: string) => ({ channel: 'alipay', noticeId, outRefundNo: 'r-1', paymentReference: 'p-1' })
const received = (noticeId: string, days: number) => inbox.store(noticeOf(noticeId), 'a'.repeat(64), daysAgo(days))
const handled = async (noticeId: string, days: number): Promise<void> => {
  await received(noticeId, days)
  await inbox.handled(noticeOf(noticeId), 'succeeded', daysAgo(days))
}
const kept = async () => (await pool.query<{ id: string }>('SELECT notice_id AS id FROM channel_notice ORDER BY id')).rows.map(({ id }) => id)

describe('a stored notice', () => {
  it('is forgotten 400 days after it was handled', async () => {
    await handled('old', 401)
    await handled('young', 399)
    expect(await inbox.forget(NOW, 10)).toBe(1)
    expect(await kept()).toEqual(['young'])
  })

  it('is kept for as long as it waits, also when it was handled late', async () => {
    await received('waits', 1_000)
    await received('late', 1_000)
    await inbox.handled(noticeOf('late'), 'succeeded', daysAgo(1))
    expect(await inbox.forget(NOW, 10)).toBe(0)
    expect(await kept()).toEqual(['late', 'waits'])
  })

  it('is found by an index', async () => {
    const client = await pool.connect()
    await client.query('SET enable_seqscan = off')
    const { rows } = await client.query<{ 'QUERY PLAN': string }>('EXPLAIN SELECT 1 FROM channel_notice WHERE handled_at < now() ORDER BY handled_at LIMIT 5')
    client.release(true)
    expect(rows.map((row) => row['QUERY PLAN']).join()).toContain('channel_notice_handled')
  })
})

describe('the runner', () => {
  it('forgets a page after the other, oldest first, then looks again in an hour', async () => {
    for (let n = 0; n < 3; n += 1) {
      await pool.query(
        `INSERT INTO channel_notice SELECT 'alipay', $1 || generate_series, 'r', 'p', 'x', $2, $2, 0, $2, 'succeeded' FROM generate_series(1, 200)`, [`n${n}-`, daysAgo(500 - n)],
      )
    }
    let now = NOW
    const runner = new NoticeRunner({ inbox, clock: { now: () => now } } as unknown as NoticeGround)
    await runner.forget()
    expect(await kept()).toHaveLength(100)
    expect((await kept()).every((id) => id.startsWith('n2-'))).toBe(true)
    await runner.forget()
    expect(await kept()).toEqual([])

    await handled('another', 401)
    await runner.forget()
    expect(await kept()).toEqual(['another'])
    now = addMilliseconds(NOW, 3_600_000)
    await runner.forget()
    expect(await kept()).toEqual([])
  })
})
