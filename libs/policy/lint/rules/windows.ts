import { itemsIn, type Content } from '../content.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'

interface StatutoryWindow {
  readonly article: string
  /** Least number of days. */
  readonly days: number
}

/** Rights that end some days after paying or receiving. */
const PERIODS: ReadonlyMap<unknown, StatutoryWindow> = new Map([
  ['PREPAID_COOLING_OFF', { article: LAW.coolingOff, days: 7 }],
  ['DISTANCE_NO_REASON', { article: LAW.noReasonReturn, days: 7 }],
  ['DEFECT', { article: LAW.defect, days: 7 }],
])

/** Three years: claims without a period of their own. A pack's window only flags a late application for a person, so a shorter one is doubtful, not unlawful. */
const LIMITATION: StatutoryWindow = { article: LAW.limitation, days: 1_095 }
const CLAIMS: ReadonlyMap<unknown, StatutoryWindow> = new Map(['NOT_PERFORMED', 'FRAUD', 'UNSAFE_FOOD'].map((right) => [right, LIMITATION]))

const ownWindows = (rights: ReadonlyMap<unknown, StatutoryWindow>) => (pack: Content): Hit[] =>
  itemsIn(pack, 'reasons').flatMap(({ path, value }) => tooShort(value.applicationWindow_days, rights.get(value.right), `${path}.applicationWindow_days`))

/** The pack's window is that of every reason without one. The longest that one of its reasons needs tells the article. */
const inheritedWindow = (rights: ReadonlyMap<unknown, StatutoryWindow>) => (pack: Content): Hit[] => {
  const inheriting = itemsIn(pack, 'reasons').filter(({ value }) => value.applicationWindow_days === undefined)
  return inheriting.flatMap(({ value }) => tooShort(pack.applicationWindow_days, rights.get(value.right), 'applicationWindow_days')).slice(0, 1)
}

const tooShort = (window: unknown, law: StatutoryWindow | undefined, path: string): Hit[] =>
  law !== undefined && typeof window === 'number' && window < law.days ? [{ path, article: law.article }] : []

export const windowRules: readonly LintRule[] = [
  {
    id: 'window-below-law', article: LAW.coolingOff, severity: 'error', check: ownWindows(PERIODS),
    text: { en: 'The window of this reason is shorter than the law\'s; make it at least as long', 'zh-CN': '该退款原因的申请期限短于法定期限,请予延长' },
  },
  {
    id: 'pack-window-below-law', article: LAW.coolingOff, severity: 'error', check: inheritedWindow(PERIODS),
    text: { en: 'The window of the pack is shorter than the law\'s for one of its reasons; make it longer, or give that reason its own', 'zh-CN': '规则的申请期限短于其中某退款原因的法定期限;请延长,或为该原因单独设定期限' },
  },
  {
    id: 'window-below-limitation', article: LAW.limitation, severity: 'warning', check: (pack) => [...ownWindows(CLAIMS)(pack), ...inheritedWindow(CLAIMS)(pack)],
    text: {
      en: 'Claims of this kind last three years. A late application still comes before a person, who must not refuse it for lateness alone; a longer window says so plainly',
      'zh-CN': '此类请求权适用三年诉讼时效。逾期申请仍由人工审核,不得仅以逾期为由拒绝;建议延长申请期限',
    },
  },
]
