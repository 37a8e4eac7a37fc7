import type { CasePath, StageVisit } from './case-path.js'
import type { FlowNode } from './chart.js'
import type { Language } from './labels.js'

const MINUTE_ms = 60_000

const WORDS: Readonly<Record<Language, { readonly of: string; readonly late: string; readonly d: string; readonly h: string; readonly min: string }>> = {
  'zh-CN': { of: ' / 时限 ', late: '(超时)', d: '天', h: '小时', min: '分' },
  en: { of: ' of ', late: ' (late)', d: ' d', h: ' h', min: ' min' },
}

/** Time used against time allowed, one line per visit of a stage. */
export const visitText = ({ kind, id }: FlowNode, path: CasePath | undefined, language: Language): string[] =>
  kind === 'stage' && path ? path.visits.filter(({ stage }) => stage === id).map((visit) => visitLine(visit, language)) : []

const visitLine = ({ used_ms, allowed_ms, overdue }: StageVisit, language: Language): string => {
  const { of, late } = WORDS[language]
  return `${span(used_ms, language)}${of}${span(allowed_ms, language)}${overdue ? late : ''}`
}

/** The two largest units: 2 d 3 h, 3 h 20 min, 5 min. */
const span = (milliseconds: number, language: Language): string => {
  const { d, h, min } = WORDS[language]
  const minutes = Math.floor(milliseconds / MINUTE_ms)
  const parts = [[Math.floor(minutes / 1440), d], [Math.floor(minutes / 60) % 24, h], [minutes % 60, min]] as const
  const shown = parts.filter(([count]) => count > 0).slice(0, 2)
  return shown.length > 0 ? shown.map(([count, unit]) => `${count}${unit}`).join(' ') : `0${min}`
}
