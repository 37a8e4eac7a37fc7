import { millisecondsBetween, type Decision } from '@recourse/kernel'
import type { AnswerSurvey } from '../commands.js'
import { SurveyAnswered } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

export const answerSurvey = ({ score, personal }: AnswerSurvey, state: OpenedCase): Decision => {
  if (!Number.isInteger(score) || score < 1 || score > 5) return refuse('ScoreOutOfRange', { score })
  if (state.survey === 'none') return refuse('SurveyNotSent')
  if (state.survey === 'answered') return refuse('SurveyAlreadyAnswered')
  const cycle = state.paidAt ? { cycle_ms: millisecondsBetween(state.openedAt, state.paidAt) } : {}
  return [SurveyAnswered({ score, ...cycle }, personal)]
}
