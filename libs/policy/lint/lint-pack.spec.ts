import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { loadPolicyPacks } from '../load.js'
import { BAD_PACKS, type Draft } from './bad-packs.fixture.js'
import { LINT_RULES, lintPack } from './lint-pack.js'
import { LAW } from './law.js'

const shipped = loadPolicyPacks().all()
const draftOf = (id: string): Draft => structuredClone(shipped.findLast((pack) => pack.id === id))

/** Rules broken by a clause of these words. */
const rulesFor = (words: string, more: object = {}): string[] =>
  lintPack({ clauses: [{ id: 'x', text: { 'zh-CN': words }, ...more }] }).map(({ rule }) => rule)

describe('the linter (MB15)', () => {
  it.each(BAD_PACKS)('finds $rule at $path of a pack with that one fault, and names the article', ({ pack, change, rule, path, article, severity = 'error' }) => {
    const draft = draftOf(pack)
    const before = lintPack(draft)
    change(draft)
    const added = lintPack(draft).filter((finding) => !before.some((known) => known.rule === finding.rule && known.path === finding.path))
    expect(added).toEqual([{ rule, path, article, severity, text: { en: expect.any(String), 'zh-CN': expect.any(String) } }])
  })

  it('has a bad pack for every rule', () => {
    expect([...new Set(BAD_PACKS.map(({ rule }) => rule))].sort()).toEqual(LINT_RULES.map(({ id }) => id).sort())
  })

  it.each(shipped.map((pack) => [pack.id, pack] as const))('finds no error in the shipped pack %s', (_, pack) => {
    expect(lintPack(pack).filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('warns that claims for what was not performed outlive the windows of two shipped packs', () => {
    expect(shipped.flatMap((pack) => lintPack(pack).map(({ rule, path, article }) => [pack.id, rule, path, article])).sort()).toEqual([
      ['food-delivery', 'window-below-limitation', 'applicationWindow_days', LAW.limitation],
      ['livestream-aesthetics', 'window-below-limitation', 'applicationWindow_days', LAW.limitation],
    ])
  })

  it('names an official law and an article of it in every finding', () => {
    for (const article of Object.values(LAW)) for (const part of article.split('；')) expect(part).toMatch(/^[\p{Script=Han}]{6,} 第\d+条(第[一二三四五六七]项)?([、至]第\d+条)*$/u)
  })
})

describe('terms that refuse refunds (MB15, LS15)', () => {
  it.each([
    '概不退款', '概 不 退 款', '概\u200b不退款', '概*不*退*款', '課程售出，概不退換。', '“恕不退换”', '特价商品一律不退', '一经售出，不予退款', '不退不换', '所有项目均不退款。',
    '本课程不支持退款', '无论何种情况,均不退款', '虚拟商品，不予退费！', 'No refunds.', 'ＮＯ　ＲＥＦＵＮＤＳ', 'All sales are final.', 'We do not give refunds', 'Courses are non-refundable.',
    '生鲜商品一经售出概不退款', '概不退款,法律另有规定的除外', '效果不好概不退款', '不能使用的也一律不退', '谢绝退款', '套餐售出后不退', 'No refund.', 'Refunds are not possible.',
    'We don\'t refund courses.', 'If you are not satisfied: no refunds.',
  ])('finds: %s', (words) => expect(rulesFor(words)).toEqual(['refuses-all-refunds']))

  it.each([
    '不予退款的情形包括:超过法律规定期限的申请。', '退费结果分为全额退款、部分退款和不予退款。不予退款一律由人工决定。', '鲜活易腐商品,依法不适用七日无理由退货。',
    '定作的商品依照法律规定不予退货。', '已使用的部分不予退款。', '超过七日且已开封的,不予退货。', '“概不退款”的约定无效。', '我们不会以概不退款为由拒绝您。', '如原路不能退款,将与您另行约定。',
    '定金不予退还', 'Prepared food perishes, so the law gives no right to return it without a reason.', 'If nothing can be refunded, a person decides so.',
    'Goods cannot be refunded once they were opened.', 'We do not refund before both sides signed.', '请勿中途不退出登录', 'By law opened software is non-refundable.', 'We never say "no refunds".',
  ])('leaves: %s', (words) => expect(rulesFor(words)).toEqual([]))

  it('reads messages for everything else', () => {
    expect(lintPack({ templates: [{ text: { 'zh-CN': '最终解释权归本店所有' } }] })).toMatchObject([{ rule: 'final-interpretation', path: 'templates.0.text.zh-CN' }])
  })

  it('leaves the refusal of one case to its message', () => {
    expect(lintPack({ templates: [{ kind: 'refund-refused', text: { en: 'We cannot refund order 1. No refund is due.', 'zh-CN': '您的订单不予退款。' } }] })).toEqual([])
  })
})

describe('other void terms (MB15)', () => {
  it.each([
    ['keeps-prepayment', '充值後餘額不退'], ['keeps-prepayment', '逾期未使用的课程费不予退还'], ['keeps-prepayment', '剩余金额归本店所有'],
    ['excludes-rescission', '不得中途终止合同'], ['excludes-rescission', '您同意放弃要求退款的权利'], ['waives-dispute', '会员不得向任何部门投诉'], ['waives-dispute', '您承诺不再起诉'],
    ['final-interpretation', '本公司保留对本规则的解释权'], ['final-interpretation', '最終解釋權歸主辦方'], ['limits-injury-liability', '运动受伤,后果自理'],
    ['keeps-prepayment', '押金不退'], ['shortens-window', '质量问题请在签收后24小时内反馈,逾期不予受理'], ['waives-dispute', '对结果不满意,您也不得起诉'],
    ['limits-injury-liability', '我们不承担您的人身损害赔偿'], ['deducts-commission', '销售佣金将从退款中扣除'], ['pays-in-parts', '款项分三批,分批退还'],
  ])('%s: %s', (rule, words) => expect(rulesFor(words)).toEqual([rule]))

  it.each([
    '余额不会作废,可随时申请退还。', '我们不得单方解除合同。', '签署协议不排除您依法享有的权利。', '您无需放弃投诉的权利。', '我们不得因您投诉而区别对待。', '我方不享有最终解释权。',
    '本条款不免除我们对人身损害的责任。', '不扣除销售提成。', '退款一次性支付,不分期返还。', '会员卡可以转让。', '我们无权单方调整价格。', 'Signing does not waive rights that the law gives you.',
    'Sales commission is never deducted.', 'Your balance never expires.', 'We may not cancel the contract.', 'The refund is never paid in instalments.',
  ])('none: %s', (words) => expect(rulesFor(words)).toEqual([]))
})

describe('disclaimers (LS15)', () => {
  it.each([
    '因您提供的收款信息有误而未能到账的,您更正前的时间不计入我们的办理期限;您获得退款的权利不受影响。', '因用户自身原因造成的延误,我们不承担责任,但不影响您依法享有的权利。',
    'If you gave a wrong account, caused by you, we are not liable for the delay; your statutory rights remain.',
  ])('may name the customer\'s own cause: %s', (words) => expect(rulesFor(words, { disclaimer: true })).toEqual([]))

  it.each(['因用户自身原因,概不退款。', '因您的过错造成损失的,我们不负责。'])('may not take rights away: %s', (words) => {
    expect(rulesFor(words)).toEqual(['disclaimer-excludes-rights'])
  })
})

describe('windows, stages and time (MB3, LS3, MB15)', () => {
  it('measures a reason by its own window before the pack\'s (MB3)', () => {
    const rules = (own: number | undefined, pack: number | null) =>
      lintPack({ applicationWindow_days: pack, reasons: [{ right: 'PREPAID_COOLING_OFF', applicationWindow_days: own }] }).map(({ rule }) => rule)
    expect([rules(7, 1), rules(6, 365), rules(undefined, 6), rules(undefined, 7), rules(undefined, null)]).toEqual([
      [], ['window-below-law'], ['pack-window-below-law'], [], [],
    ])
  })

  it('says what each stage lacks (LS3)', () => {
    expect(lintPack({ stages: { review: {}, payout: null } }).map(({ rule, path }) => `${rule} ${path}`).sort()).toEqual([
      'stage-without-clause stages.payout.clause', 'stage-without-clause stages.review.clause',
      'stage-without-due-time stages.payout.due', 'stage-without-due-time stages.review.due',
      'stage-without-role stages.payout.role', 'stage-without-role stages.review.role',
    ])
  })

  it.each([
    [{ workingDays: 5 }, { days: 7 }, false], [{ workingDays: 5 }, { days: 8 }, true], [{ workingDays: 4 }, { days: 10 }, false], [{ hours: 12 }, { days: 14 }, true],
  ])('counts review in %j, a day for the decision and the money in %j by weeks without holidays', (review, payout, tooLate) => {
    const stage = (due: object) => ({ role: 'r', clause: 'c', due })
    const findings = lintPack({ stages: { review: stage(review), decision: stage({ hours: 24 }), payout: stage(payout) } })
    expect(findings.map(({ rule }) => rule)).toEqual(tooLate ? ['delays-refund'] : [])
  })
})

it('reads a text of any length in time that grows with it', () => {
  const pieces = ['不', '余额', '您不得', 'no ', 'used if ', '因您', '人身 ', 'you may not ', '24小时内质量', '概 ', '-', '解释权保留']
  const started = process.hrtime.bigint()
  for (const piece of pieces) lintPack({ clauses: [{ text: { 'zh-CN': piece.repeat(20_000 / piece.length) } }] })
  expect(Number(process.hrtime.bigint() - started) / 1e6).toBeLessThan(10_000)
})

describe('any content', () => {
  const keys = ['kind', 'clauses', 'notices', 'guides', 'templates', 'reasons', 'stages', 'risk', 'reviewItems', 'automaticReview', 'payoutWays', 'policyFit', 'appealRoute', 'text', 'zh-CN', 'en', 'due']

  it('makes it throw nothing', () => {
    const value = fc.letrec((tie) => ({
      any: fc.oneof({ depthSize: 'small' }, fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.array(tie('any'), { maxLength: 4 }),
        fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), tie('any'), { maxKeys: 6 })),
    })).any
    fc.assert(fc.property(fc.oneof(fc.jsonValue(), value), (content) => Array.isArray(lintPack(content))), { numRuns: 500 })
  })

  it('is read in place of any part of a shipped pack', () => {
    const part = fc.tuple(fc.constantFrom(...shipped), fc.array(fc.nat(), { minLength: 1, maxLength: 5 }), fc.jsonValue())
    fc.assert(fc.property(part, ([pack, steps, value]) => Array.isArray(lintPack(replaced(structuredClone(pack), steps, value)))), { numRuns: 300 })
  })
})

/** The content with the part that the steps lead to replaced. */
const replaced = (content: Draft, [step, ...rest]: readonly number[], value: unknown): Draft => {
  const parts = typeof content === 'object' && content !== null ? Object.keys(content) : []
  if (step === undefined || parts.length === 0) return value
  const key = parts[step % parts.length]!
  content[key] = rest.length === 0 ? value : replaced(content[key], rest, value)
  return content
}
