import { objectIn, passagesOf, type Content } from '../content.js'
import { isDue } from '../due-days.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'

const isName = (value: unknown): boolean => typeof value === 'string' && value.trim() !== ''

const stagesWithout = (key: string, isThere: (value: unknown) => boolean) => (pack: Content): Hit[] =>
  Object.entries(objectIn(pack.stages)).filter(([, stage]) => !isThere(objectIn(stage)[key])).map(([name]) => ({ path: `stages.${name}.${key}` }))

const isRefundPack = (pack: Content): boolean => pack.kind === 'refund'

const appealTime = (pack: Content): Hit[] => (isRefundPack(pack) && !isDue(pack.appealWithin) ? [{ path: 'appealWithin' }] : [])

const appealRoute = (pack: Content): Hit[] =>
  isRefundPack(pack) && !passagesOf(pack.appealRoute, 'appealRoute').some(({ words }) => isName(words)) ? [{ path: 'appealRoute' }] : []

/** Every stage has somebody who answers for it, a time and a clause; every refusal a way to go on. */
export const stageRules: readonly LintRule[] = [
  {
    id: 'stage-without-role', article: LAW.delay, severity: 'error', check: stagesWithout('role', isName),
    text: { en: 'Nobody answers for this stage; add its role', 'zh-CN': '该环节没有责任人;请补充role' },
  },
  {
    id: 'stage-without-due-time', article: LAW.delay, severity: 'error', check: stagesWithout('due', isDue),
    text: { en: 'This stage may take for ever; add its due time: a whole number of hours, workingDays or days', 'zh-CN': '该环节没有时限;请补充due(hours、workingDays或days的正整数)' },
  },
  {
    id: 'stage-without-clause', article: LAW.formClause, severity: 'error', check: stagesWithout('clause', isName),
    text: { en: 'No clause tells the customer what applies at this stage; add it', 'zh-CN': '该环节没有告知消费者的条款;请补充clause' },
  },
  {
    id: 'appeal-time-missing', article: LAW.appeal, severity: 'error', check: appealTime,
    text: { en: 'It is not said how long a refusal can be appealed; add appealWithin', 'zh-CN': '未写明申诉期限;请补充appealWithin' },
  },
  {
    id: 'appeal-route-missing', article: LAW.appeal, severity: 'error', check: appealRoute,
    text: { en: 'It is not said how to go on after a refusal; add appealRoute', 'zh-CN': '未写明被拒后的申诉途径;请补充appealRoute' },
  },
]
