import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { hashOf, isRefusal, outcomeOfDecision as outcome, ROLES, upcast } from '@recourse/kernel'
import { loadPolicyPacks } from '../load.js'
import { policyPackEvents } from './events/index.js'
import { policyPackPermissions } from './permissions.js'
import { policyPackRefusals } from './refusals.js'
import { confirmReview, gymPack, markOverdue, newPackStream, publish, REVIEW_BY, T0 } from './testing.js'

const LATER = '2028-06-30T16:00:00.000Z'

describe('publishing a pack (LS1, LS17)', () => {
  it('records the whole content with its hash', () => {
    const stream = newPackStream().given(publish())
    const pack = gymPack()
    expect(stream.events[0]).toMatchObject({ type: 'PolicyPackPublished', data: { id: 'gym', version: '1.0.0', sha256: hashOf(pack), effectiveFrom: pack.effectiveFrom, reviewBy: REVIEW_BY, content: pack } })
  })

  it('takes the same content again as nothing to do', () => {
    const stream = newPackStream().given(publish())
    expect(outcome(stream.when(publish({}, { now: '2029-01-01T00:00:00.000Z' })))).toEqual([])
    expect(outcome(newPackStream().when(publish({}, { shipped: [{ pack: gymPack(), sha256: hashOf(gymPack()) }] })))).toEqual([])
  })

  it('never changes a version', () => {
    const stream = newPackStream().given(publish())
    expect(outcome(stream.when(publish({ applicationWindow_days: 300 })))).toBe('refused: VersionTaken')
    expect(outcome(newPackStream().when(publish({}, { shipped: [{ pack: gymPack({ effectiveFrom: T0 }), sha256: 'other' }] })))).toBe('refused: VersionTaken')
  })

  it.each([
    ['in the past', '2026-11-22T07:59:59.999Z'],
    ['with the one before it', '2026-12-01T00:00:00.000Z'],
    ['before the one before it', '2026-11-30T00:00:00.000Z'],
  ])('lets no version come into force %s', (_when, effectiveFrom) => {
    const stream = newPackStream().given(publish())
    expect(outcome(stream.when(publish({ version: '1.1.0', effectiveFrom })))).toBe('refused: EffectiveFromNotLater')
  })

  it('refuses an unlawful pack with what is wrong, where and by which article', () => {
    const { notices } = gymPack()
    const refuses = { id: 'no-refunds', text: { en: 'All sales are final. No refunds.', 'zh-CN': '一经售出,概不退款。' } }
    const decision = newPackStream().when(publish({ notices: [...notices, refuses] }))
    expect(decision).toMatchObject({ refused: true, code: 'UnlawfulPack', details: { findings: expect.arrayContaining([expect.objectContaining({ article: expect.stringContaining('第'), path: `notices.${notices.length}.text.zh-CN` })]) } })
  })

  it('may come into force at once', () => {
    expect(outcome(newPackStream().when(publish({ effectiveFrom: T0 })))).toEqual(['PolicyPackPublished'])
  })

  it('keeps a library of clauses by version: other words take another number (MB40)', () => {
    const stream = newPackStream().given(publish())
    const next = (version: number) => ({
      version: '1.1.0', effectiveFrom: '2026-12-15T00:00:00.000Z',
      clauses: gymPack().clauses.map((clause) => (clause.id === 'receipt' ? { ...clause, version, text: { en: 'Tell us when it has arrived.', 'zh-CN': '到账后请告知我们。' } } : clause)),
    })
    expect(stream.when(publish(next(1)))).toMatchObject({ code: 'ClauseVersionNotRaised', details: { clauses: [{ id: 'receipt', version: 1 }] } })
    expect(outcome(stream.when(publish(next(2))))).toEqual(['PolicyPackPublished'])
    expect(stream.state.versions.map(({ pack }) => pack.clauses.find(({ id }) => id === 'receipt')!.version)).toEqual([1, 2])
  })

  it('keeps an id to one kind of pack', () => {
    expect(outcome(newPackStream().when(publish({ version: '2.0.0' }, { shipped: [{ pack: loadPolicyPacks().getCare('light-aesthetics-care', '1.0.0'), sha256: 'x' }] })))).toBe('refused: PackKindDiffers')
  })
})

describe('the review of clauses (LS17)', () => {
  it('is overdue once for each date', () => {
    const stream = newPackStream().given(publish())
    expect(outcome(stream.when(markOverdue('2027-06-30T15:59:59.999Z')))).toEqual([])
    expect(outcome(stream.when(markOverdue()))).toEqual(['ClauseReviewOverdue'])
    expect(outcome(stream.when(markOverdue()))).toEqual([])
    expect(stream.state.versions[0]).toMatchObject({ reviewOverdue: true })
  })

  it('is moved when somebody confirms it, and the old date no longer counts', () => {
    const stream = newPackStream().given(publish(), confirmReview(LATER))
    expect(outcome(stream.when(markOverdue()))).toEqual([])
    expect(outcome(stream.when(confirmReview(LATER)))).toEqual([])
    expect(outcome(stream.when(markOverdue(LATER, LATER)))).toEqual(['ClauseReviewOverdue'])
  })

  it('is moved forwards only, and only where there is a version', () => {
    const stream = newPackStream().given(publish())
    expect(outcome(stream.when(confirmReview('2027-01-01T00:00:00.000Z')))).toBe('refused: ReviewByNotLater')
    expect(outcome(stream.when(confirmReview('2027-07-01T00:00:00.000Z', { now: LATER })))).toBe('refused: ReviewByNotLater')
    expect(outcome(stream.when(confirmReview(LATER, { version: '7.0.0' })))).toBe('refused: UnknownPackVersion')
  })
})

describe('who may', () => {
  it.each(ROLES)('%s does exactly what is written down', (role) => {
    const commands = { PublishPolicyPack: publish(), ConfirmClauseReview: confirmReview(LATER), MarkClauseReviewOverdue: markOverdue() }
    for (const [type, command] of Object.entries(commands)) {
      const decision = newPackStream().when({ ...command, actor: { id: role, roles: [role] } })
      const passed = !(isRefusal(decision) && decision.code === 'RoleNotPermitted')
      expect([type, passed]).toEqual([type, policyPackPermissions[command.type].includes(role)])
    }
  })

  it.each(Object.entries(policyPackRefusals))('%s has a text in both languages', (_code, { en, zh }) => {
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })
})

describe('golden events', () => {
  const golden = fileURLToPath(new URL('./golden/', import.meta.url))
  const walk = newPackStream().given(publish(), markOverdue(), confirmReview(LATER))

  it.each(policyPackEvents.map((definition) => [definition.type, definition] as const))('%s is still read', (type, definition) => {
    const file = `${golden}${type}.v${definition.schemaVersion}.json`
    if (process.env.UPDATE_GOLDEN && !existsSync(file)) {
      writeFileSync(file, `${JSON.stringify({ type, schemaVersion: 1, data: walk.events.find((event) => event.type === type)!.data }, null, 2)}\n`)
    }
    const stored = JSON.parse(readFileSync(file, 'utf8')) as { schemaVersion: number; data: unknown }
    const data = upcast(definition, stored.schemaVersion, stored.data)
    expect(definition.schema.parse(data)).toEqual(data)
  })
})
