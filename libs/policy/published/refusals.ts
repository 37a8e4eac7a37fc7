import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything that publishing can refuse. Codes are stable. */
export const policyPackRefusals = {
  PackFaulty: { kind: 'invalid', en: 'The policy pack has faults: see errors', zh: '退款政策存在错误,详见 errors' },
  UnlawfulPack: { kind: 'invalid', en: 'The policy pack takes away rights that the law gives: see findings', zh: '退款政策减损了法定权利,详见 findings' },
  VersionTaken: { kind: 'conflict', en: 'This version exists with other content: take the next number', zh: '该版本已存在且内容不同,请使用新的版本号' },
  EffectiveFromNotLater: { kind: 'invalid', en: 'A version comes into force after those before it and not in the past', zh: '生效时间须晚于已有版本,且不得早于当前时间' },
  ClauseVersionNotRaised: { kind: 'conflict', en: 'A clause has other words than in the version before: raise its own version too', zh: '条款内容已变更,请同时提高该条款的版本号' },
  PackKindDiffers: { kind: 'conflict', en: 'This id already belongs to a pack of another kind', zh: '该编号已用于其他类型的政策' },
  UnknownPackVersion: { kind: 'not-found', en: 'No such version was published', zh: '未发布过该版本' },
  ReviewByNotLater: { kind: 'invalid', en: 'The next review lies in the future and after the one before', zh: '下次复核时间须晚于当前时间和原定时间' },
} as const satisfies Record<string, RefusalDefinition>

export const refusePack = defineRefusals(policyPackRefusals)
