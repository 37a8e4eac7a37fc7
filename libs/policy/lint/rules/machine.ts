import { itemsIn, objectIn, type Content } from '../content.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'

const VERDICTS: readonly unknown[] = ['APPROVE', 'REFER']
const REFUSES = /^(auto[-_ ]?)?(refus|reject|den(y|ied)|declin|block)|拒绝|驳回|不予/iu

const refuses = (value: unknown): boolean => typeof value === 'string' && REFUSES.test(value)

const verdicts = (pack: Content): Hit[] =>
  itemsIn(pack, 'automaticReview').flatMap(({ path, value }) => (typeof value.verdict === 'string' && !VERDICTS.includes(value.verdict) ? [{ path: `${path}.verdict` }] : []))

/** Effects written beside the known fields of a rule. */
const effectsIn = (value: unknown, path: string, known: readonly string[]): Hit[] =>
  Object.entries(objectIn(value)).flatMap(([key, effect]) => (!known.includes(key) && refuses(effect) ? [{ path: `${path}.${key}` }] : []))

const policyFit = (pack: Content): Hit[] => [
  ...effectsIn(pack.policyFit, 'policyFit', ['when']),
  ...itemsIn(pack, 'reviewItems').flatMap(({ path, value }) => effectsIn(value, path, ['code', 'label'])),
]

const risk = (pack: Content): Hit[] => [
  ...effectsIn(pack.risk, 'risk', []),
  ...itemsIn(objectIn(pack.risk), 'rules', 'risk.rules').flatMap(({ path, value }) => effectsIn(value, path, ['id', 'when', 'text'])),
]

/** A machine approves or refers to a person; only a person refuses. */
export const machineRules: readonly LintRule[] = [
  {
    id: 'machine-refuses', article: LAW.automatedDecision, severity: 'error', check: verdicts,
    text: { en: 'Automatic review may approve or refer to a person, never refuse; write APPROVE or REFER', 'zh-CN': '自动审核只能通过或转人工,不得拒绝;请写APPROVE或REFER' },
  },
  {
    id: 'policy-fit-refuses', article: LAW.automatedDecision, severity: 'error', check: policyFit,
    text: { en: 'What the machine finds on the conditions is an opinion for the reviewer; remove the refusal', 'zh-CN': '机器对退款条件的判断仅供审核人参考;请删除自动拒绝' },
  },
  {
    id: 'risk-refuses', article: LAW.automatedDecision, severity: 'error', check: risk,
    text: { en: 'A high risk brings a case before a person and never refuses it; remove the effect', 'zh-CN': '高风险仅转人工审核,不得据此拒绝;请删除该效果' },
  },
]
