import type { Decision } from '@recourse/kernel'
import type { FlagMood } from '../commands.js'
import { MoodFlagged } from '../events/index.js'
import type { OpenedCase } from '../state.js'

/** In any phase, also after closing: the last word counts, and the same again without a note says nothing new. */
export const flagMood = ({ mood, personal }: FlagMood, state: OpenedCase): Decision =>
  state.mood === mood && !personal ? [] : [MoodFlagged({ mood }, personal)]
