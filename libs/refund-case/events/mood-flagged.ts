import { defineEvent } from '@recourse/kernel'
import { z } from 'zod'
import { text } from './fields.js'

export const MOODS = ['CALM', 'WORRIED', 'UPSET', 'ANGRY'] as const
export type Mood = (typeof MOODS)[number]

/** How the customer feels, as somebody of staff sees it; for staff alone, who choose their words by it. */
export const MoodFlagged = defineEvent({
  type: 'MoodFlagged',
  schema: z.object({ mood: z.enum(MOODS) }),
  personal: z.object({ note: text }),
})
