import { defineEvent } from '@recourse/kernel'
import { prepaidInput } from '@recourse/policy'
import { z } from 'zod'
import { id, money, text } from './fields.js'

const texts = z.object({ en: text, 'zh-CN': text })
const article = z.int().positive()

/**
 * What a prepaid contract gives back, line by line with the article of `law` behind it; the lines add up to `sum`, which holds the interest.
 * `inputs` is all it rests on: computing it again gives the same lines. `humanSteps` is what a person has to weigh besides.
 */
export const RefundCalculated = defineEvent({
  type: 'RefundCalculated',
  schema: z.object({
    law: text,
    sum: money,
    interest: money,
    lines: z.array(z.object({ code: id, label: texts, minor: z.int(), article })).max(20),
    humanSteps: z.array(z.object({ code: id, text: texts, article, mayLower: z.boolean() })).max(20),
    refusedDeductions: z.array(z.object({ kind: id, minor: z.int().nonnegative(), text: texts, article })).max(20),
    inputs: prepaidInput,
  }),
})
