import { afterEach, describe, expect, it } from '@jest/globals'
import { tmpdir } from 'node:os'
import { fixtureServer, recourse, type FixtureAnswer, type FixtureServer, type SeenRequest } from './testing.js'

const MONTH = { month: '2010-12', orders: 1400, paid_minor: 57271389, cases: 156, refunded_minor: 803172, refunded_orders: 146 }

describe('recourse', () => {
  let server: FixtureServer | undefined

  afterEach(async () => {
    await server?.close()
    server = undefined
  })

  const against = async (argv: readonly string[], answerOf: (request: SeenRequest) => FixtureAnswer): Promise<Awaited<ReturnType<typeof recourse>>> => {
    server = await fixtureServer(answerOf)
    return recourse(argv, { RECOURSE_AUDIT_URL: server.url, RECOURSE_ANALYTICS_URL: server.url, RECOURSE_TOKEN: 'token' })
  }

  it('prints the months as exactly an array', async () => {
    const argv = ['metrics', 'monthly', '--from', '2010-12', '--to', '2010-12', '--json']
    const { code, stdout, stderr } = await against(argv, () => ({ body: { items: [MONTH] } }))
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toBe('[{"month":"2010-12","orders":1400,"paid_minor":57271389,"cases":156,"refunded_minor":803172,"refunded_orders":146}]\n')
    expect(server!.seen[0]).toMatchObject({ path: '/measures/monthly', headers: { authorization: 'Bearer token' } })
    expect(server!.seen[0]!.query.toString()).toBe('from=2010-12&to=2010-12')
  })

  it('prints the months as a table for people', async () => {
    const { stdout } = await against(['metrics', 'monthly'], () => ({ body: { items: [MONTH] } }))
    expect(stdout.split('\n')[0]).toMatch(/^MONTH +ORDERS +PAID_MINOR +CASES +REFUNDED_MINOR +REFUNDED_ORDERS$/)
  })

  it('answers 0 when everything verifies', async () => {
    const { code, stdout } = await against(['verify', '--json'], () => ({ body: { streams: 3, events: 20, ok: true } }))
    expect(code).toBe(0)
    expect(stdout).toBe('{"streams":3,"events":20,"ok":true}\n')
  })

  it('answers 1 and the first bad event when something does not verify', async () => {
    const firstBad = { stream: 'refundCase-demo.1', version: 3, position: '17', reason: 'its hash differs' }
    const { code, stdout } = await against(['verify', 'a/b', '--json'], () => ({ body: { streams: 1, events: 20, ok: false, firstBad } }))
    expect(code).toBe(1)
    expect(JSON.parse(stdout)).toEqual({ streams: 1, events: 20, ok: false, firstBad })
    expect(server!.seen[0]!.path).toBe('/refund-cases/a%2Fb/verify')
    expect((await recourse(['verify'], { RECOURSE_AUDIT_URL: server!.url })).stdout).toBe('NOT ok: event 3 of refundCase-demo.1, at position 17: its hash differs\n')
  })

  it.each([
    [true, [], 0, 'sandbox 2026-11-21, run 2: 3 matched, of 3 of ours and 3 on the statement; nothing is open\n'],
    [false, [{ no: 4, kind: 'theirs-only', status: 'open', outRefundNo: 'x-1', theirs: { kind: 'refund', amount: { minor: 500, currency: 'CNY' } } }, { no: 1, kind: 'ours-only', status: 'resolved', outRefundNo: 'y-1' }],
      1, 'sandbox 2026-11-21, run 2: 3 matched, of 3 of ours and 3 on the statement; open: 1\nNO  DIFFERENCE   NUMBER  OURS  THEIRS\n 4  theirs-only  x-1     -     refund 500 CNY\n'],
  ])('reconciles a day and tells what is left to be settled (settled: %p)', async (settled, differences, code, stdout) => {
    const report = { settled, run: { run: 2, counts: { ours: 3, theirs: 3, matched: 3, unlisted: 0 } }, differences }
    server = await fixtureServer(({ method }) => (method === 'POST' ? { status: 201, body: { id: 'r' } } : { body: report }))
    expect(await recourse(['reconcile', 'sandbox', '2026-11-21'], { RECOURSE_PAYOUT_URL: server.url, RECOURSE_TOKEN: 'token' })).toEqual({ code, stdout, stderr: '' })
    expect(server.seen.map(({ method, path, text }) => [method, path, text])).toEqual([['POST', '/reconciliations', '{"channel":"sandbox","day":"2026-11-21"}'], ['GET', '/reconciliations/r', '']])
  })

  it('goes on from page to page up to the limit', async () => {
    const rows = (from: number): unknown[] => Array.from({ length: 200 }, (_, index) => ({ caseId: `case ${from + index}` }))
    const { stdout } = await against(['case', 'list', '--limit', '250', '--json'], ({ query }) => ({ body: query.get('after') ? { items: rows(200), next: 'more' } : { items: rows(0), next: 'cursor' } }))
    expect(JSON.parse(stdout)).toHaveLength(250)
    expect(server!.seen.map(({ query }) => query.get('after'))).toEqual([null, 'cursor'])
  })

  it.each([
    [['replay', 'x', '--at', '3'], 'version=3'],
    [['replay', 'x', '--as-of', '2026-01-31T12:00:00Z'], 'as_of=2026-01-31T12%3A00%3A00Z'],
  ])('replays %p', async (argv, query) => {
    const { code, stdout } = await against(['case', ...argv, '--json'], () => ({ body: { version: 3, state: { phase: 'review' } } }))
    expect(code).toBe(0)
    expect(JSON.parse(stdout)).toEqual({ version: 3, state: { phase: 'review' } })
    expect(server!.seen[0]!.query.toString()).toBe(query)
  })

  it('says in one line what a service refused', async () => {
    const { code, stdout, stderr } = await against(['case', 'show', 'x'], () => ({ status: 404, body: { code: 'NotFound', title: 'Not found' } }))
    expect({ code, stdout, stderr }).toEqual({ code: 1, stdout: '', stderr: 'recourse: Not found (NotFound)\n' })
  })

  it.each([
    [['nonsense']], [['case']], [['case', 'show']], [['case', 'show', 'a', 'b']], [['case', 'replay', 'x']], [['case', 'replay', 'x', '--at', '0']],
    [['case', 'replay', 'x', '--at', '1', '--as-of', 'now']], [['metrics', 'monthly', '--from', '2010-13']], [['metrics', 'monthly', '--colour']], [['import']],
    [['import', '--orders', 'a', '--cancellations', 'b', '--patience', 'long']], [['verify', 'a', 'b']],
    [['reconcile', 'sandbox']], [['reconcile', 'sandbox', 'yesterday']], [['verify', '--patience', '-1']], [['help', 'everything']],
  ])('answers 2 to the usage %j, in one line', async (argv) => {
    const { code, stdout, stderr } = await recourse(argv, { RECOURSE_AUDIT_URL: 'http://127.0.0.1:9', RECOURSE_ANALYTICS_URL: 'http://127.0.0.1:9', RECOURSE_INTAKE_URL: 'http://127.0.0.1:9' })
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toMatch(/^recourse: .+\nSee `recourse help`\.\n$/)
  })

  it('needs a reason to skip an event', async () => {
    const missing = await against(['quarantine', 'skip', 'q1'], () => ({ body: {} }))
    expect(missing).toMatchObject({ code: 2, stderr: expect.stringContaining('--reason is missing') })
    expect(await recourse(['quarantine', 'skip', 'q1', '--reason', 'known'], { RECOURSE_AUDIT_URL: server!.url })).toMatchObject({ code: 0, stdout: 'q1: skipped\n' })
    expect(server!.seen).toMatchObject([{ method: 'POST', path: '/operations/quarantine/q1/skip', text: '{"reason":"known"}' }])
  })

  it.each([
    ['switched', { comparison: { equal: true, rows_after: 6, rows_differing: 0 } }, 0, 'monthly: rebuilt, equal to the old view (6 rows)\n'],
    ['failed', { error: 'the disk is full' }, 1, 'monthly: the rebuild failed, the old view stays: the disk is full\n'],
  ])('waits for a rebuild until it is %s', async (status, more, code, text) => {
    const rebuild = { id: '3', projection: 'monthly', comparison: null, error: null }
    const states = [{ ...rebuild, status: 'requested', events: 0 }, { ...rebuild, status: 'running', events: 5 }, { ...rebuild, status, events: 10, ...more }]
    const outcome = await against(['projection', 'rebuild', 'monthly'], ({ path }) => ({ body: path === '/operations/consumers' ? { items: [{ consumer: 'monthly', kind: 'projection', events: 10 }] } : states.shift() }))
    expect(outcome).toMatchObject({ code, stdout: text })
    expect(server!.seen.slice(1).map(({ method, path }) => `${method} ${path}`)).toEqual(['POST /operations/projections/monthly/rebuild', 'GET /operations/rebuilds/3', 'GET /operations/rebuilds/3'])
  })

  it('prints its version and help', async () => {
    expect(await recourse(['--version'])).toEqual({ code: 0, stdout: '1.2.3\n', stderr: '' })
    expect((await recourse(['help'])).stdout).toContain('recourse metrics monthly')
    expect(await recourse([])).toEqual({ code: 2, stdout: '', stderr: (await recourse(['help'])).stdout })
    expect((await recourse(['help', 'case'])).stdout).not.toContain('recourse metrics')
    expect((await recourse(['verify', '--help'])).stdout).toContain('recourse verify [ID]')
  })

  it('says what to do when nothing runs', async () => {
    expect(await recourse(['verify'], {}, [tmpdir()])).toEqual({ code: 1, stdout: '', stderr: 'recourse: Recourse is not running here: run `npm start` in the checkout, or set RECOURSE_AUDIT_URL and RECOURSE_TOKEN.\n' })
  })
})
