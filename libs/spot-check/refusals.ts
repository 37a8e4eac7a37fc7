import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a round of spot checks can refuse. Codes are stable. */
export const spotCheckRefusals = {
  UnknownRound: { kind: 'not-found', en: 'This round of spot checks is not known', zh: '未找到该轮抽查' },
  RoundAlreadyCommitted: { kind: 'conflict', en: 'This round is already announced', zh: '该轮抽查已登记' },
  RoundClosed: { kind: 'conflict', en: 'This round is closed', zh: '该轮抽查已结束' },
  RoundAbandoned: { kind: 'conflict', en: 'This round was given up before it was drawn', zh: '该轮抽查在抽样前已放弃' },
  PeriodEmpty: { kind: 'invalid', en: 'The period must end after it begins', zh: '抽查期间的结束时间须晚于开始时间' },
  CommittedTooLate: { kind: 'conflict', en: 'A round is announced before its period ends: later its seed could be chosen to fit', zh: '须在抽查期间结束前登记,否则种子可能被事后挑选' },
  UnknownPack: { kind: 'invalid', en: 'There is no such policy pack', zh: '没有该退款政策' },
  PeriodNotOver: { kind: 'conflict', en: 'The period of this round is not over yet', zh: '抽查期间尚未结束' },
  SeedDiffers: { kind: 'invalid', en: 'This is not the seed that was announced', zh: '种子与登记的哈希不一致' },
  AlreadyRevealed: { kind: 'conflict', en: 'This round is already drawn', zh: '该轮抽查已抽样' },
  NotRevealed: { kind: 'conflict', en: 'This round is not drawn yet', zh: '该轮抽查尚未抽样' },
  SampleTooLarge: { kind: 'conflict', en: 'The round would be too large: give it up, and announce rounds over shorter periods or fewer packs', zh: '抽查规模过大,请放弃本轮,并以更短期间或更少政策另行登记' },
  CaseNotSelected: { kind: 'not-found', en: 'This case was not drawn in this round', zh: '该退款单未被本轮抽中' },
  CheckerHandledCase: { kind: 'forbidden', en: 'Whoever handled the case may not check it', zh: '经办人不得抽查本人经手的退款单' },
  CheckOfAnother: { kind: 'forbidden', en: 'This check is assigned to somebody else', zh: '该抽查已指派给他人' },
  CheckAlreadyCompleted: { kind: 'conflict', en: 'This case is already checked', zh: '该退款单已完成抽查' },
  ChecklistIncomplete: { kind: 'invalid', en: 'Every item of the checklist needs exactly one finding', zh: '检查表每一项须且仅须填写一次结论' },
  NothingToCorrect: { kind: 'conflict', en: 'Only a check with a finding needs a corrective action', zh: '仅对抽查发现的问题制定整改措施' },
  ActionAlreadyOpened: { kind: 'conflict', en: 'This corrective action is already open', zh: '该整改措施已登记' },
  TooManyActions: { kind: 'conflict', en: 'This round has reached its limit of 80 corrective actions', zh: '本轮抽查已达到 80 项整改措施的上限' },
  UnknownAction: { kind: 'not-found', en: 'The round has no such corrective action', zh: '未找到该整改措施' },
  DueInPast: { kind: 'invalid', en: 'The due time must lie ahead', zh: '完成期限须晚于当前时间' },
  ActionOfAnother: { kind: 'forbidden', en: 'This corrective action belongs to somebody else', zh: '该整改措施由他人负责' },
  ActionAlreadyDone: { kind: 'conflict', en: 'This corrective action is already done', zh: '该整改措施已完成' },
  ActionNotDone: { kind: 'conflict', en: 'Its owner has not completed this corrective action yet', zh: '责任人尚未完成该整改措施' },
  VerifierIsOwner: { kind: 'forbidden', en: 'Whoever corrected it may not verify it', zh: '整改责任人不得验收本人的整改' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(spotCheckRefusals)
