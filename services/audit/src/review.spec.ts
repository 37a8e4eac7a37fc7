import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import type { Role } from '@recourse/kernel'
import { refundCaseStream } from '@recourse/refund-case'
import { amount, AuditBench, code, decider, FINDING, LIN, NOW, REACHED, REFUSAL } from './spec-support.js'

let bench: AuditBench
beforeAll(async () => {
  bench = await AuditBench.open()
})
afterAll(() => bench.close())

const HASH = 'a'.repeat(64)
const as = (...given: Parameters<AuditBench['service']['as']>) => bench.service.as(...given)
const reviewer = () => as('reviewer')
const path = (caseId: string, command: string) => `/refund-cases/${caseId}/${command}`

/** Every command with a role that may send it and a body that is well formed. */
const COMMANDS: readonly [string, Role, object][] = [
  ['assignment', 'reviewer', { assignee: 'chen' }],
  ['findings', 'reviewer', FINDING],
  ['evidence-requests', 'reviewer', { kinds: ['chat'] }],
  ['contact-attempts', 'agent', { channel: 'PHONE', outcome: 'REACHED' }],
  ['takeover', 'supervisor', { reason: 'UPSET' }],
  ['approval', 'reviewer', amount(100)],
  ['approval-proposal', 'reviewer', amount(100)],
  ['approval-confirmation', 'supervisor', { approvalHash: HASH }],
  ['approval-rejection', 'supervisor', { approvalHash: HASH, reason: 'TOO_MUCH' }],
  ['refusal', 'reviewer', REFUSAL],
  ['appeal-decision', 'supervisor', { outcome: 'UPHELD', explanation: '经复核,原决定正确' }],
]
const ANY_PHASE = ['contact-attempts', 'takeover']

describe('every command', () => {
  let intake: string
  let review: string
  let closed: string
  beforeAll(async () => {
    ;[intake, review, closed] = await Promise.all([bench.caseWith({ reason: 'QUALITY' }), bench.caseWith(), bench.refusedCase()])
  })

  it.each(COMMANDS)('%s knows its phase, its roles and its cases', async (command, role, body) => {
    expect(code(await as(role).post(path(closed, command), body))).toEqual([409, 'CaseClosed'])
    if (!ANY_PHASE.includes(command)) expect(code(await as(role).post(path(intake, command), body))).toEqual([409, 'WrongPhase'])
    expect(code(await as('importer').post(path(review, command), body))).toEqual([403, 'RoleNotPermitted'])
    expect(code(await as(role).post(path(randomUUID(), command), body))).toEqual([404, 'UnknownCase'])
    expect(code(await as(role, { tenant: 'other' }).post(path(review, command), body))).toEqual([404, 'UnknownCase'])
    expect(code(await as(role).post(path(review, command), body, { key: null }))).toEqual([400, 'IdempotencyKeyMissing'])
    expect(code(await as(role).post(path(review, command), body, { version: 1 }))).toEqual([412, 'StaleVersion'])
    expect(code(await as(role).post(path(review, command), { ...body, colour: 'red' }))).toEqual([400, 'InvalidRequest'])
    expect(code(await bench.service.anonymous.post(path(review, command), body))).toEqual([401, 'TokenMissing'])
  })

  const BY_ONE_PERSON = COMMANDS.filter(([command]) => !command.startsWith('approval-') && command !== 'appeal-decision')

  it.each(BY_ONE_PERSON)('%s is carried out once, at the version that was seen', async (command, role, body) => {
    const caseId = await (['approval', 'refusal'].includes(command) ? bench.heardCase() : bench.caseWith())
    const { version } = (await reviewer().get(`/refund-cases/${caseId}`)).body
    const first = await as(role).post(path(caseId, command), body, { key: 'once', version })
    expect(first).toMatchObject({ status: 200, body: { id: caseId, repeated: false } })
    expect(first.headers['etag']).toBe(`"${first.body.version}"`)
    expect((await as(role).post(path(caseId, command), body, { key: 'once', version })).body).toEqual({ ...first.body, repeated: true })
    expect(code(await as(role).post(path(caseId, command), { ...body, ...differing(body) }, { key: 'once' }))).toEqual([422, 'IdempotencyKeyReused'])
  })

  it.each<[string, object]>([
    ['findings', { item: 'REASON_TRUE', finding: 'PERHAPS' }],
    ['findings', { ...FINDING, evidenceIds: ['7'] }],
    ['evidence-requests', { kinds: [] }],
    ['approval', amount(0)],
    ['approval', amount(1e20)],
    ['approval', { ...amount(100), breakdown: [{ label: 'x', amount_minor: 1e300 }] }],
    ['approval-confirmation', { approvalHash: 'A' }],
    ['assignment', { assignee: 'chen\u0000' }],
    ['assignment', { assignee: '' }],
    ['appeal-decision', { outcome: 'PERHAPS', explanation: 'x' }],
    ['appeal-decision', { outcome: 'UPHELD' }],
    ['external-dispute', { body: 'NEIGHBOUR', reference: '1' }],
    ['external-dispute', { body: 'COURT', reference: '' }],
    ['legal-hold-release', {}],
  ])('%s refuses the body %j', async (command, body) => {
    expect(code(await as(['reviewer', 'supervisor']).post(path(review, command), body))).toEqual([400, 'InvalidRequest'])
  })
})

const differing = (body: object): object =>
  Object.fromEntries(Object.entries(body).slice(0, 1).map(([name, value]) => [name, OTHER[name] ?? `${String(value)}-2`]))
const OTHER: Record<string, unknown> = { item: 'OTHER', kinds: ['pre'], channel: 'SMS', amount_minor: 99 }

describe('a decision', () => {
  it('waits for every finding', async () => {
    const caseId = await bench.caseWith()
    const decisions = { approval: amount(6_800), 'approval-proposal': amount(6_800), refusal: { reason: 'NOT_TRUE', clauseId: 'evidence' } }
    for (const [command, body] of Object.entries(decisions)) {
      const answer = await reviewer().post(path(caseId, command), body)
      expect(answer).toMatchObject({ status: 409, body: { code: 'FindingsMissing', missing: ['REASON_TRUE'] } })
    }
    await bench.accepted('reviewer', caseId, 'findings', FINDING)
    await bench.accepted('reviewer', caseId, 'approval', amount(6_800))
    expect((await reviewer().get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'payout', approved: { minor: 6_800, currency: 'CNY' } })
  })

  it('waits for evidence that was asked for', async () => {
    const caseId = await bench.reviewedCase()
    await bench.accepted('reviewer', caseId, 'evidence-requests', { kinds: ['chat'], note: '请补充聊天记录' })
    expect(code(await reviewer().post(path(caseId, 'approval'), amount(6_800)))).toEqual([409, 'EvidenceMissing'])
  })

  it('rests on items, evidence, amounts and clauses that exist', async () => {
    const caseId = await bench.heardCase()
    expect(code(await reviewer().post(path(caseId, 'findings'), { item: 'MOOD', finding: 'CONFIRMED' }))).toEqual([422, 'UnknownReviewItem'])
    expect(code(await reviewer().post(path(caseId, 'findings'), { ...FINDING, evidenceIds: [randomUUID()] }))).toEqual([422, 'UnknownEvidence'])
    expect(code(await reviewer().post(path(caseId, 'approval'), amount(6_801)))).toEqual([422, 'AmountAboveRequested'])
    expect(code(await reviewer().post(path(caseId, 'approval'), { amount_minor: 6_800, currency: 'GBP' }))).toEqual([422, 'CurrencyDiffers'])
    const breakdown = [{ label: '餐费', amount_minor: 6_800 }, { label: '已用', amount_minor: -800 }]
    expect(code(await reviewer().post(path(caseId, 'approval'), { ...amount(6_800), breakdown }))).toEqual([422, 'BreakdownDoesNotAddUp'])
    expect(code(await reviewer().post(path(caseId, 'refusal'), { reason: 'NOT_TRUE', clauseId: 'nothing' }))).toEqual([422, 'UnknownClause'])
    await bench.accepted('reviewer', caseId, 'refusal', { reason: 'NOT_TRUE', clauseId: 'evidence', explanation: '照片与订单不符' })
    expect((await reviewer().get(`/refund-cases/${caseId}`)).body).toMatchObject({ phase: 'closed', outcome: 'refused' })
  })

  it('is never taken by whoever asked or would receive', async () => {
    const caseId = await bench.reviewedCase()
    expect(code(await as('reviewer', { id: 'lin' }).post(path(caseId, 'approval'), amount(6_800)))).toEqual([403, 'ReviewerIsRequester'])
    expect(code(await reviewer().post(path(caseId, 'assignment'), { assignee: 'lin' }))).toEqual([403, 'ReviewerIsRequester'])
  })
})

describe('above the pack\'s amount', () => {
  const proposed = async (): Promise<{ caseId: string; approvalHash: string }> => {
    const caseId = await bench.reviewedCase({ minor: 60_000 })
    await bench.accepted('reviewer', caseId, 'approval-proposal', amount(60_000))
    const { body } = await as('supervisor').get(`/refund-cases/${caseId}`)
    return { caseId, approvalHash: body.proposal.approvalHash }
  }

  it('one person is not enough, two are', async () => {
    const alone = await bench.reviewedCase({ minor: 60_000 })
    expect(code(await reviewer().post(path(alone, 'approval'), amount(60_000)))).toEqual([409, 'SecondApproverNeeded'])
    const { caseId, approvalHash } = await proposed()
    await bench.accepted('supervisor', caseId, 'approval-confirmation', { approvalHash })
    expect(await bench.typesOf(caseId)).toEqual(expect.arrayContaining(['ApprovalProposed', 'ApprovalConfirmed', 'RefundApproved']))
  })

  it('one person with two roles is still one', async () => {
    const { caseId, approvalHash } = await proposed()
    const both = as(['reviewer', 'supervisor'], { id: 'reviewer' })
    expect(code(await both.post(path(caseId, 'approval-confirmation'), { approvalHash }))).toEqual([403, 'CheckerIsMaker'])
    expect(code(await both.post(path(caseId, 'approval-rejection'), { approvalHash, reason: 'TOO_MUCH' }))).toEqual([403, 'CheckerIsMaker'])
  })

  it('nobody confirms what they handled with the customer', async () => {
    const { caseId, approvalHash } = await proposed()
    await bench.accepted('supervisor', caseId, 'takeover', { reason: 'UPSET' })
    expect(code(await as('supervisor').post(path(caseId, 'approval-confirmation'), { approvalHash }))).toEqual([403, 'CheckerIsAgent'])
    expect((await as('finance-checker').post(path(caseId, 'approval-confirmation'), { approvalHash })).status).toBe(200)
  })

  it('only what was seen is confirmed', async () => {
    const { caseId, approvalHash } = await proposed()
    expect(await as('supervisor').post(path(caseId, 'approval-confirmation'), { approvalHash: HASH })).toMatchObject({
      status: 409, body: { code: 'ApprovalChanged', approvalHash },
    })
    await bench.accepted('supervisor', caseId, 'approval-rejection', { approvalHash, reason: 'TOO_MUCH' })
    await bench.accepted('reviewer', caseId, 'approval-proposal', amount(55_000))
    expect(code(await as('supervisor').post(path(caseId, 'approval-confirmation'), { approvalHash }))).toEqual([409, 'ApprovalChanged'])
  })
})

describe('the review queue', () => {
  const tenant = 'queue'
  const queue = async (query = '', min = true) => as('reviewer', { tenant }).get(`/review-queue?${min ? `min_position=${await bench.head()}&` : ''}${query}`)
  const ids = (items: { caseId: string }[]): string[] => items.map(({ caseId }) => caseId)
  const opened: string[] = []

  beforeAll(async () => {
    for (const pack of ['food-delivery', 'food-delivery', 'food-delivery', 'membership', 'food-delivery'] as const) {
      opened.push(await bench.caseWith({ tenant, pack }))
      bench.forward(1_000)
    }
  })
  afterAll(() => {
    bench.clock.instant = NOW
  })

  it('shows most urgent first what waits for a person, and why', async () => {
    const { body } = await queue('pack=food-delivery')
    expect(ids(body.items)).toEqual([opened[0], opened[1], opened[2], opened[4]])
    expect(body).toMatchObject({
      next: null,
      items: [{
        caseId: opened[0], orderId: `A-${opened[0]}`, pack: 'food-delivery', reason: 'PERSONAL', phase: 'review', openedAt: NOW,
        requested_minor: 6_800, currency: 'CNY',
        dueAt: '2026-11-22T20:00:00.000Z', overdue: false, assignee: null, escalationLevel: 0, ruleId: 'person-decides', role: 'reviewer', version: 4, risk: { score: 0, high: false },
      }, {}, {}, {}],
    })
  })

  it('finds by assignee, and shows first what nobody has taken', async () => {
    await as('reviewer', { tenant }).post(path(opened[1]!, 'assignment'), { assignee: 'chen' })
    expect(ids((await queue('assignee=chen')).body.items)).toEqual([opened[1]])
    expect(ids((await queue('pack=food-delivery')).body.items)).toEqual([opened[0], opened[2], opened[4], opened[1]])
    expect(ids((await queue('assignee=none&pack=food-delivery')).body.items)).toEqual([opened[0], opened[2], opened[4]])
    expect((await queue('assignee=nobody')).body).toEqual({ items: [], next: null })
  })

  it('finds by stage, role and lateness (MB29)', async () => {
    expect(ids((await queue('stage=review&role=reviewer&overdue=false')).body.items)).toHaveLength(5)
    expect((await queue('stage=appeal')).body.items).toEqual([])
    expect((await queue('role=supervisor')).body.items).toEqual([])
    expect((await queue('overdue=true')).body.items).toEqual([])
  })

  it('loses and doubles nothing between two pages while others come and go', async () => {
    const seen: string[] = []
    let next: string | null = ''
    while (next !== null) {
      const { body }: { body: any } = await queue(`limit=2${next ? `&after=${next}` : ''}`)
      seen.push(...ids(body.items))
      next = body.next
      if (seen.length === 2) {
        await bench.service.given(decider, refundCaseStream(tenant, opened[0]!), { type: 'WithdrawRefund' }, LIN)
        opened.push(await bench.caseWith({ tenant }))
      }
    }
    expect(seen).toHaveLength(6)
    expect([...seen].sort()).toEqual([...opened].sort())
  })

  it('holds the cases of one tenant only, and none that is decided', async () => {
    expect(ids((await queue()).body.items)).not.toContain(opened[0])
    const stranger = await as('reviewer', { tenant: 'nobody' }).get(`/review-queue?min_position=${await bench.head()}`)
    expect(stranger.body).toEqual({ items: [], next: null })
  })

  it.each<[string, string, number, string]>([
    ['a cursor that is none', 'after=abc', 400, 'InvalidRequest'],
    ['a cursor with a time that is none', `after=${Buffer.from('["2026-99-99T99:99:99.000Z","x"]').toString('base64url')}`, 400, 'InvalidRequest'],
    ['a limit of 0', 'limit=0', 400, 'InvalidRequest'],
    ['a limit above 200', 'limit=201', 400, 'InvalidRequest'],
    ['an unknown parameter', 'colour=red', 400, 'InvalidRequest'],
    ['a stage without a queue', 'stage=payout', 400, 'InvalidRequest'],
    ['a role that is none', 'role=king', 400, 'InvalidRequest'],
    ['text that cannot be stored', 'pack=%00', 400, 'InvalidRequest'],
  ])('refuses %s', async (_, query, status, problem) => {
    expect(code(await queue(query, false))).toEqual([status, problem])
  })

  it('is not for customers', async () => {
    expect(code(await as('customer').get('/review-queue'))).toEqual([403, 'RoleNotPermitted'])
  })
})

describe('the list of cases', () => {
  const tenant = 'list'
  const list = async (query: string) => as('auditor', { tenant }).get(`/refund-cases?min_position=${await bench.head()}&${query}`)

  it('finds by phase, outcome, order and overdue', async () => {
    const waiting = await bench.caseWith({ tenant, reason: 'QUALITY' })
    const refused = await bench.caseWith({ tenant })
    await as('reviewer', { tenant }).post(path(refused, 'findings'), FINDING)
    await as('agent', { tenant }).post(path(refused, 'contact-attempts'), REACHED)
    await as('reviewer', { tenant }).post(path(refused, 'refusal'), { reason: 'NOT_TRUE', clauseId: 'evidence' })
    const found = async (query: string) => (await list(query)).body.items.map(({ caseId }: { caseId: string }) => caseId)
    expect(await found('phase=intake')).toEqual([waiting])
    expect(await found('phase=closed&outcome=refused')).toEqual([refused])
    expect(await found(`orderId=A-${waiting}`)).toEqual([waiting])
    expect(await found('overdue=true')).toEqual([])
    expect(await found('overdue=false&pack=food-delivery')).toHaveLength(2)
    expect(code(await list('phase=lost'))).toEqual([400, 'InvalidRequest'])
    expect(code(await list('overdue=perhaps'))).toEqual([400, 'InvalidRequest'])
  })
})

describe('one case', () => {
  it('is shown to staff and to its own customer', async () => {
    const caseId = await bench.caseWith()
    expect(await as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)).toMatchObject({
      status: 200, body: { caseId, phase: 'review', version: 4, steps: expect.any(Array) },
    })
    expect(code(await as('customer', { id: 'mallory' }).get(`/refund-cases/${caseId}`))).toEqual([404, 'NotFound'])
    expect(code(await as('reviewer', { tenant: 'other' }).get(`/refund-cases/${caseId}`))).toEqual([404, 'NotFound'])
    expect(code(await reviewer().get('/refund-cases/7'))).toEqual([400, 'InvalidRequest'])
  })

  it('tells its customer nothing of who works on it, what they found or mean to approve (MB14, MB31)', async () => {
    const caseId = await bench.reviewedCase({ minor: 60_000 })
    await bench.accepted('reviewer', caseId, 'assignment', { assignee: 'chen' })
    await bench.accepted('agent', caseId, 'contact-attempts', { channel: 'PHONE', outcome: 'REACHED' })
    await bench.accepted('supervisor', caseId, 'takeover', { reason: 'UPSET' })
    await bench.accepted('reviewer', caseId, 'approval-proposal', amount(50_000))
    const staff = (await as('auditor').get(`/refund-cases/${caseId}`)).body
    expect(staff).toMatchObject({ findings: { REASON_TRUE: 'CONFIRMED' }, agents: ['agent', 'supervisor'], takenOverBy: 'supervisor', proposal: { maker: 'reviewer' } })
    const { status, headers, body } = await as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)
    expect([status, headers['etag']]).toEqual([200, `"${staff.version}"`])
    const theirs = [
      'acknowledgedClauses', 'caseId', 'complaints', 'customer', 'customerActions', 'evidence', 'evidenceRetention', 'firstActionAt', 'late', 'missingEvidence', 'openedAt', 'orderId', 'origin', 'overdue', 'pack',
      'payouts', 'phase', 'reason', 'receiptDisputed', 'requested', 'requestedAt', 'stage', 'steps', 'survey', 'version', 'wantedWay',
    ]
    const { queue, ...stage } = staff.stage
    expect(queue).toBe('decision')
    expect(body).toEqual({ ...Object.fromEntries(theirs.map((field) => [field, staff[field]])), stage, automaticReview: { verdict: 'REFER', explanation: expect.anything() } })
  })

  it('tells its customer what was approved and how each payout stands, without the ways of the channel', async () => {
    const caseId = await bench.reviewedCase({ openedBy: { id: 'agent', roles: ['agent'] } })
    await bench.accepted('reviewer', caseId, 'approval', amount(6_800))
    const approved = { minor: 6_800, currency: 'CNY' }
    await bench.service.given(decider, refundCaseStream('demo', caseId), {
      type: 'RequestPayout', amount: approved, channel: 'sandbox', facts: { reserved: approved },
    }, { id: 'payout', roles: ['service'] })
    expect((await reviewer().get(`/refund-cases/${caseId}`)).body).toMatchObject({ requestedBy: 'agent', payouts: { 1: { channel: 'sandbox' } } })
    const { body } = await as('customer', { id: 'lin' }).get(`/refund-cases/${caseId}`)
    expect(body).toMatchObject({ phase: 'payout', approved })
    expect(body.payouts).toEqual({ 1: { status: 'requested', amount: approved } })
    expect(JSON.stringify(body)).not.toMatch(/sandbox|"agent"/)
  })

  it('that the pack can approve by itself needs no person', async () => {
    const seldom = { customer: 'shen', openedBy: { id: 'shen', roles: ['customer' as const] } }
    const late = await bench.caseWith({ ...seldom, reason: 'NOT_DELIVERED', promised: '2026-11-22T07:59:00.000Z' })
    expect((await reviewer().get(`/refund-cases/${late}`)).body).toMatchObject({ phase: 'payout', approved: { minor: 6_800 } })
    const inTime = await bench.caseWith({ ...seldom, reason: 'NOT_DELIVERED', promised: '2026-11-22T08:01:00.000Z' })
    expect((await reviewer().get(`/refund-cases/${inTime}`)).body).toMatchObject({ phase: 'review', autoReviewed: true })
  })
})
