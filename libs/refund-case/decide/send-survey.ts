import type { Decision } from '@recourse/kernel'
import type { SendSurvey } from '../commands.js'
import { SurveySent } from '../events/index.js'
import { refuse } from '../refusals.js'
import type { OpenedCase } from '../state.js'

export const sendSurvey = ({ channel }: SendSurvey, state: OpenedCase): Decision => {
  if (state.survey !== 'none') return []
  return state.phase === 'closed' ? [SurveySent({ channel })] : refuse('WrongPhase', { phase: state.phase, needed: ['closed'] })
}
