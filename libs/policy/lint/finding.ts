import type { Texts } from '@recourse/kernel'
import type { Content } from './content.js'

/** Something unlawful (error: such a pack is not published) or doubtful (warning: a person looks at it) in a pack. */
export interface LintFinding {
  readonly rule: string
  /** Official Chinese name of the law and the number of the article; several are parted by `；`. */
  readonly article: string
  /** Where it stands: `clauses.2.text.zh-CN`. */
  readonly path: string
  readonly text: Texts
  readonly severity: 'error' | 'warning'
}

/** A place that breaks a rule. `article` replaces the rule's where the law depends on what stands there. */
export interface Hit {
  readonly path: string
  readonly article?: string
}

export interface LintRule {
  readonly id: string
  readonly article: string
  readonly severity: LintFinding['severity']
  /** What is wrong, and what to do. */
  readonly text: Texts
  /** Total over any JSON: what it does not understand is no hit. */
  readonly check: (pack: Content) => readonly Hit[]
}
