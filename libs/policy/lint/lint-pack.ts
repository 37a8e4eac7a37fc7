import { isObject } from './content.js'
import type { LintFinding, LintRule } from './finding.js'
import { disclaimerRules } from './rules/disclaimer.js'
import { machineRules } from './rules/machine.js'
import { messageRules } from './rules/messages.js'
import { moneyRules } from './rules/money.js'
import { stageRules } from './rules/stages.js'
import { termRules } from './rules/terms.js'
import { windowRules } from './rules/windows.js'

/** Every rule of the linter; each has a bad pack in the specs. */
export const LINT_RULES: readonly LintRule[] = [...termRules, ...disclaimerRules, ...windowRules, ...moneyRules, ...machineRules, ...stageRules, ...messageRules]

/**
 * What is unlawful or doubtful in the merged content of a pack (parsed YAML or JSON), whether or not it fits the schema. Total: no JSON makes it throw,
 * and what it does not understand is no finding. It reads terms by their words, so it finds what is commonly written; it does not replace a lawyer.
 */
export const lintPack = (content: unknown): LintFinding[] =>
  isObject(content) ? LINT_RULES.flatMap((rule) => rule.check(content).map(({ path, article }) => findingOf(rule, path, article))) : []

const findingOf = ({ id, article, severity, text }: LintRule, path: string, own: string | undefined): LintFinding => ({ rule: id, article: own ?? article, path, text, severity })
