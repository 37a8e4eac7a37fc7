import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a care plan can refuse. Codes are stable. */
export const carePlanRefusals = {
  UnknownCarePlan: { kind: 'not-found', en: 'This care plan is not known', zh: '未找到该售后计划' },
  CarePlanAlreadyStarted: { kind: 'conflict', en: 'This care plan has already started', zh: '该售后计划已启动' },
  UnknownCarePack: { kind: 'invalid', en: 'There is no such care plan policy at the time of the treatment', zh: '治疗完成时没有对应的售后方案' },
  TreatmentInFuture: { kind: 'invalid', en: 'The treatment cannot have been completed in the future', zh: '治疗完成时间不能晚于当前时间' },
  NotYourCarePlan: { kind: 'not-found', en: 'This care plan is not known', zh: '未找到该售后计划' },
  UnknownTask: { kind: 'not-found', en: 'The care plan has no such task', zh: '售后计划中没有该任务' },
  TaskAlreadyDone: { kind: 'conflict', en: 'This task is already done', zh: '该任务已完成' },
  TaskOfAnotherOwner: { kind: 'forbidden', en: 'This task belongs to another role', zh: '该任务由其他岗位负责' },
  TrainingMissing: { kind: 'forbidden', en: 'Whoever carries out a care task must first have passed its training', zh: '须先通过售后培训方可执行售后任务' },
  TooEarly: { kind: 'conflict', en: 'It is too early for this task', zh: '尚未到该任务的执行时间' },
  ScoreOnlyInSurvey: { kind: 'invalid', en: 'A score belongs to the satisfaction survey only', zh: '仅满意度调查任务可填写评分' },
  ScoreOutOfRange: { kind: 'invalid', en: 'The score is a whole number from 1 to 5', zh: '评分须为1至5的整数' },
  OnlyByRecommendation: { kind: 'conflict', en: 'This task is done by making the recommendation', zh: '该任务须通过项目推荐完成' },
  ProblemAlreadyRegistered: { kind: 'conflict', en: 'This problem is already registered', zh: '该问题已登记' },
  UnknownProblem: { kind: 'not-found', en: 'The care plan has no such problem', zh: '售后计划中没有该问题' },
  ProblemAlreadyResolved: { kind: 'conflict', en: 'This problem is already resolved', zh: '该问题已处理完毕' },
  ProblemOfAnotherOwner: { kind: 'forbidden', en: 'This problem belongs to another role', zh: '该问题由其他岗位负责' },
  RefundNeedsCase: { kind: 'invalid', en: 'A refund needs the refund case it is handled in', zh: '退款须关联退款申请单' },
  CaseOnlyForRefund: { kind: 'invalid', en: 'A refund case belongs to the remedy REFUND only', zh: '仅退款处理可关联退款申请单' },
  UnknownRecommendation: { kind: 'invalid', en: 'The policy has no such recommendation for this project', zh: '该项目没有对应的搭配推荐' },
  ConsentMissing: { kind: 'conflict', en: 'The customer has not agreed to commercial messages', zh: '客户未同意接收商业性信息' },
  NotSatisfied: { kind: 'conflict', en: 'Nothing is recommended before the customer has said to be satisfied', zh: '客户尚未反馈满意,不得推荐项目' },
  ProblemOpen: { kind: 'conflict', en: 'Nothing is recommended while a problem is open', zh: '尚有问题未处理完毕,不得推荐项目' },
  AlreadyRecommended: { kind: 'conflict', en: 'A recommendation was already made: once is enough', zh: '已推荐过项目,不得重复推荐' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(carePlanRefusals)
