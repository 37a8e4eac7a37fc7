import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a training record can refuse. Codes are stable. */
export const trainingRefusals = {
  UnknownCourse: { kind: 'invalid', en: 'There is no such course', zh: '没有该培训课程' },
  UnknownItem: { kind: 'invalid', en: 'The course has no such item', zh: '培训课程中没有该内容' },
  ScoreOutOfRange: { kind: 'invalid', en: 'The score is a whole number from 0 to 100', zh: '考核分数须为 0 至 100 的整数' },
  HeldInFuture: { kind: 'invalid', en: 'The assessment cannot lie in the future', zh: '考核时间不能晚于当前时间' },
  TrainerIsTrainee: { kind: 'forbidden', en: 'Nobody assesses, records or revokes their own training', zh: '不得考核、登记或撤销本人的培训' },
  NotTrained: { kind: 'conflict', en: 'This person has not passed this course', zh: '该人员尚未通过此课程' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(trainingRefusals)
