import type { Decision } from '@recourse/kernel'
import type { LinkComplaint } from '../commands.js'
import { ComplaintLinked } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** In any phase, also after closing: that is when most complaints come. */
export const linkComplaint = ({ complaintId }: LinkComplaint, state: OpenedCase): Decision =>
  state.complaints.includes(complaintId) ? [] : [ComplaintLinked({ complaintId, phase: state.phase })]
