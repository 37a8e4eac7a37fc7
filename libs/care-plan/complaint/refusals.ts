import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a complaint can refuse. Codes are stable. */
export const complaintRefusals = {
  UnknownComplaint: { kind: 'not-found', en: 'This complaint is not known', zh: '未找到该投诉' },
  ComplaintAlreadyOpened: { kind: 'conflict', en: 'This complaint is already open', zh: '该投诉已受理' },
  ComplaintForAnother: { kind: 'forbidden', en: 'A customer complains in their own name', zh: '客户只能以本人名义投诉' },
  ComplaintIsClosed: { kind: 'conflict', en: 'This complaint is closed', zh: '该投诉已办结' },
  AnswerMissing: { kind: 'conflict', en: 'A complaint is closed only after an answer, unless it was withdrawn', zh: '投诉须先答复后方可办结(客户撤回的除外)' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(complaintRefusals)
