import type { Decision, Refusal } from '@recourse/kernel'
import { CHECKLIST } from '../checklist.js'
import type { AssignCheck, CompleteCheck } from '../commands.js'
import { CheckAssigned, CheckCompleted, type Answer } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { Check, Round } from '../state.js'
import { andCloseWhenSolved, checkerHandledCase, checkOf, notUnderWay } from './guards.js'

const notCheckable = (round: Round, check: Check | undefined, caseId: string): Refusal | undefined => {
  const refusal = notUnderWay(round)
  if (refusal) return refusal
  if (!check) return refuse('CaseNotSelected', { caseId })
  return check.ok === undefined ? undefined : refuse('CheckAlreadyCompleted', { caseId })
}

export const assignCheck = ({ caseId, checker, facts }: AssignCheck, round: Round): Decision => {
  const check = checkOf(round, caseId)
  const refusal = notCheckable(round, check, caseId) ?? checkerHandledCase(checker, facts)
  if (refusal) return refusal
  return check!.checker === checker ? [] : [CheckAssigned({ caseId, checker })]
}

/** By whoever it is assigned to, else by anybody who may: never by a person who handled the case. */
export const completeCheck = ({ caseId, answers, facts, actor, personal }: CompleteCheck, round: Round): Decision => {
  const check = checkOf(round, caseId)
  const refusal = notCheckable(round, check, caseId)
    ?? checkerHandledCase(actor.id, facts)
    ?? (check!.checker !== undefined && check!.checker !== actor.id ? refuse('CheckOfAnother', { checker: check!.checker }) : undefined)
    ?? incomplete(answers)
  if (refusal) return refusal
  const ok = answers.every(({ finding }) => finding === 'OK')
  const after = { ...round, checks: { ...round.checks, [caseId]: { ...check!, ok } } }
  return andCloseWhenSolved(CheckCompleted({ caseId, ok, answers: [...answers] }, personal), after)
}

const incomplete = (answers: readonly Answer[]): Refusal | undefined => {
  const items = CHECKLIST.map(({ id }) => id)
  const given = answers.map(({ item }) => item)
  const missing = items.filter((item) => !given.includes(item))
  const unknown = given.filter((item) => !items.includes(item))
  return missing.length > 0 || unknown.length > 0 || given.length > items.length ? refuse('ChecklistIncomplete', { missing, unknown }) : undefined
}
