import { defineEvent } from '@recourse/kernel'
import { MESSAGE_KINDS } from '@recourse/policy'
import { z } from 'zod'
import { instant, sha256, text } from './fields.js'

export const MESSAGE_SENDERS = ['CUSTOMER', 'STAFF', 'SYSTEM'] as const

const rendered = z.string().min(1).max(12_000)

/** A message in the thread of the case. The text itself is sealed; people write in one language, notices say the same in both. */
export const MessagePosted = defineEvent({
  type: 'MessagePosted',
  schema: z.object({
    messageId: z.uuid(),
    /** Its place in the thread, from 1. */
    messageNo: z.int().positive(),
    from: z.enum(MESSAGE_SENDERS),
    /** `messageHash` of the text as written; of a notice, of both languages. */
    textSha256: sha256,
    /** Of a notice: the pack's template that it was rendered from. */
    template: z.object({ kind: z.enum(MESSAGE_KINDS), version: z.int().positive() }).optional(),
    /** Of staff: the customer's messages that it answers. */
    answers: z.array(z.uuid()).max(100).optional(),
    /** Of a customer who was waiting for nothing: until when staff owe an answer. */
    answerBy: instant.optional(),
    /** Of a notice, when no earlier one is waited for: until when the customer is expected to have read it. */
    readBy: instant.optional(),
  }),
  personal: z.object({ salt: sha256, text: z.union([text, z.object({ en: rendered, 'zh-CN': rendered })]) }),
})
