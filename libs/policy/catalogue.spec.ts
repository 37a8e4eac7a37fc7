import { describe, expect, it } from '@jest/globals'
import type { RecordedEvent } from '@recourse/kernel'
import { PackCatalogue } from './catalogue.js'
import { loadPolicyPacks } from './load.js'
import { UnknownPack } from './pack.js'
import type { RefundPack } from './pack-schema.js'
import { confirmReview, newPackStream, publish, REVIEW_BY } from './published/testing.js'

const AT = '2027-01-01T00:00:00.000Z'

/** A log of packs in memory that counts what is read of it. */
const logWith = (streams: Record<string, readonly RecordedEvent[]>) => {
  const reads: [string, number][] = []
  const history = async (stream: string, fromVersion: number): Promise<RecordedEvent[]> => {
    reads.push([stream, fromVersion])
    return (streams[stream] ?? []).slice(fromVersion - 1)
  }
  return { streams, reads, history }
}

const published = (...changes: Partial<RefundPack>[]): RecordedEvent[] => newPackStream().given(...changes.map((change) => publish(change))).events

describe('the catalogue of packs (LS17)', () => {
  it('finds what was published after it was made, and keeps the earlier version', async () => {
    const log = logWith({})
    const packs = new PackCatalogue(loadPolicyPacks(), log)
    expect(await packs.inForce('demo', 'gym', AT)).toBeUndefined()
    log.streams['policyPack-demo.gym'] = published({})
    expect((await packs.inForce('demo', 'gym', AT))?.version).toBe('1.0.0')
    log.streams['policyPack-demo.gym'] = published({}, { version: '1.1.0', effectiveFrom: '2026-12-15T00:00:00.000Z' }, { version: '1.2.0', effectiveFrom: '2027-12-15T00:00:00.000Z' })
    expect((await packs.inForce('demo', 'gym', AT))?.version).toBe('1.1.0')
    expect((await packs.refundPack('demo', 'gym', '1.0.0')).version).toBe('1.0.0')
    expect(log.reads.map(([, from]) => from)).toEqual([1, 1, 2])
  })

  it('tells a review that was confirmed, while the pack stays as it was published', async () => {
    const later = '2028-06-30T16:00:00.000Z'
    const packs = new PackCatalogue(loadPolicyPacks(), logWith({ 'policyPack-demo.gym': newPackStream().given(publish(), confirmReview(later)).events }))
    const pack = await packs.refundPack('demo', 'gym', '1.0.0')
    expect([pack.reviewBy, packs.reviewByOf(pack, 'demo')]).toEqual([REVIEW_BY, later])
    expect(packs.reviewByOf(packs.shipped.get('retail', '1.0.0'), 'demo')).toBe(packs.shipped.get('retail', '1.0.0').reviewBy)
  })

  it('reads nothing for a version that it knows', async () => {
    const log = logWith({})
    const packs = new PackCatalogue(loadPolicyPacks(), log)
    await packs.load('demo', 'retail', '1.0.0')
    expect(packs.get('retail', '1.0.0', 'demo').id).toBe('retail')
    expect(log.reads).toEqual([])
  })

  it('keeps tenants apart, also under the same id and version', async () => {
    const log = logWith({ 'policyPack-demo.gym': published({}), 'policyPack-other.gym': published({ applicationWindow_days: 30 }) })
    const packs = new PackCatalogue(loadPolicyPacks(), log)
    expect((await packs.refundPack('demo', 'gym', '1.0.0')).applicationWindow_days).toBe(400)
    expect((await packs.refundPack('other', 'gym', '1.0.0')).applicationWindow_days).toBe(30)
    await expect(packs.refundPack('third', 'gym', '1.0.0')).rejects.toThrow(UnknownPack)
  })

  it('goes on with what a tenant published when an installation ships the same version later', async () => {
    const log = logWith({ 'policyPack-demo.retail': published({ id: 'retail', title: { en: 'Our own', 'zh-CN': '自有' } }) })
    const packs = new PackCatalogue(loadPolicyPacks(), log)
    await packs.load('demo', 'retail')
    expect(packs.get('retail', '1.0.0', 'demo').title.en).toBe('Our own')
    expect(packs.get('retail', '1.0.0', 'other').title.en).not.toBe('Our own')
  })

  it('asks the log only for ids that can exist', async () => {
    const log = logWith({})
    expect(await new PackCatalogue(loadPolicyPacks(), log).inForce('demo', '../etc', AT)).toBeUndefined()
    expect(log.reads).toEqual([])
  })
})
