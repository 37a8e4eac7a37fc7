import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a refund case can refuse. Codes are stable; every one has a spec. */
export const refundCaseRefusals = {
  UnknownCase: { kind: 'not-found', en: 'This refund case is not known', zh: '未找到该退款单' },
  NotYourOrder: { kind: 'not-found', en: 'This order is not yours', zh: '该订单不属于您' },
  NotYourCase: { kind: 'not-found', en: 'This refund case is not yours', zh: '该退款单不属于您' },
  CaseAlreadyOpened: { kind: 'conflict', en: 'This refund case is already open', zh: '该退款单已存在' },
  CaseClosed: { kind: 'conflict', en: 'This refund case is closed', zh: '该退款单已关闭' },
  WrongPhase: { kind: 'conflict', en: 'The case is not in the phase for this', zh: '退款单当前阶段不允许此操作' },

  UnknownPack: { kind: 'invalid', en: 'There is no such policy pack', zh: '没有该退款政策' },
  UnknownReason: { kind: 'invalid', en: 'The policy does not know this reason', zh: '退款政策中没有该退款原因' },
  WayNotOffered: { kind: 'invalid', en: 'The policy does not offer this way of payment', zh: '退款政策不支持该退款方式' },
  AmountNotPositive: { kind: 'invalid', en: 'The amount must be greater than zero', zh: '金额必须大于零' },
  CurrencyDiffers: { kind: 'invalid', en: 'The currency is not that of the order and its policy', zh: '币种与订单或退款政策不一致' },
  AmountAbovePaid: { kind: 'invalid', en: 'The amount is above what was paid for the order', zh: '金额超过订单实付金额' },
  AmountAboveRest: { kind: 'conflict', en: 'The order does not have that much left to refund', zh: '订单剩余可退金额不足' },
  RequestedAtIsForImporters: { kind: 'forbidden', en: 'Only an importer may state when the refund was requested', zh: '仅导入角色可以指定申请时间' },
  RequestedAtInFuture: { kind: 'invalid', en: 'The time of the request lies in the future', zh: '申请时间不能晚于当前时间' },
  UnknownClause: { kind: 'invalid', en: 'The policy has no such clause', zh: '退款政策中没有该条款' },
  TooMuchEvidence: { kind: 'conflict', en: 'The case has reached its limit of 40 pieces of evidence', zh: '该退款单已达到 40 份凭证的上限' },
  EvidenceIdTaken: { kind: 'conflict', en: 'This evidence id already stands for another file', zh: '该凭证编号已用于其他文件' },

  ReviewerIsRequester: { kind: 'forbidden', en: 'Whoever asked for the refund, or would receive it, may not decide about it', zh: '退款申请人或收款人不得参与审核' },
  UnknownReviewItem: { kind: 'invalid', en: 'The policy has no such review item', zh: '退款政策中没有该审核项' },
  UnknownEvidence: { kind: 'invalid', en: 'The case has no such evidence', zh: '该退款单没有此凭证' },
  EvidenceMissing: { kind: 'conflict', en: 'Evidence that was asked for is still missing', zh: '所需凭证尚未补齐' },
  FindingsMissing: { kind: 'conflict', en: 'Review items still lack a finding', zh: '仍有审核项未填写结论' },
  PayoutUnderWay: { kind: 'conflict', en: 'Money is already on its way for this case', zh: '该退款单已有款项在途' },

  AmountAboveRequested: { kind: 'invalid', en: 'The amount is above what was requested', zh: '金额超过申请金额' },
  BreakdownDoesNotAddUp: { kind: 'invalid', en: 'The lines of the breakdown do not add up to the amount', zh: '金额明细之和与总额不符' },
  SecondApproverNeeded: { kind: 'conflict', en: 'Above this amount a second person must confirm: propose the approval', zh: '超过该金额须由第二人复核,请提交复核' },
  ApprovalChanged: { kind: 'conflict', en: 'What you saw is not what is proposed now: read it again', zh: '待复核内容已变更,请重新查看' },
  CheckerIsMaker: { kind: 'forbidden', en: 'Whoever proposed the approval may not confirm it', zh: '复核人不得为提交人' },
  CheckerIsAgent: { kind: 'forbidden', en: 'Whoever handled the case with the customer may not confirm its approval', zh: '经办客服不得担任复核人' },

  UnknownPayout: { kind: 'not-found', en: 'The case has no payout of this number', zh: '没有该编号的付款' },
  PayoutOpen: { kind: 'conflict', en: 'A payout of this case is still without outcome', zh: '该退款单有一笔付款尚无结果' },
  CorrectionNeeded: { kind: 'conflict', en: 'A payout failed or came back: correct its details and resubmit it', zh: '有付款失败或被退回,请更正收款信息后重新提交' },
  AmountAboveApproval: { kind: 'conflict', en: 'The amount is above what was approved and not yet paid', zh: '金额超过已批准且未付的金额' },
  AmountAboveReservation: { kind: 'conflict', en: 'The order does not hold that much for this case', zh: '订单为该退款单预留的金额不足' },
  PayoutAmountDiffers: { kind: 'conflict', en: 'The channel reports another amount than was requested', zh: '渠道返回的金额与申请付款金额不符' },
  PayoutAlreadyFinal: { kind: 'conflict', en: 'This payout already has another final outcome', zh: '该笔付款已有其他最终结果' },
  PayoutNotConfirmed: { kind: 'conflict', en: 'Only a confirmed payout can come back', zh: '只有已到账的付款才能被退回' },
  PayoutNotFailed: { kind: 'conflict', en: 'Only a payout that failed or came back can be corrected and resubmitted', zh: '只有失败或被退回的付款才能更正并重新提交' },
  PayoutNotCorrectable: { kind: 'conflict', en: 'Better details do not help on this channel: choose another way', zh: '该渠道无法通过更正信息解决,请更换退款方式' },
  ResubmitterIsCorrector: { kind: 'forbidden', en: 'Whoever corrected the details may not resubmit the payout', zh: '更正收款信息的人不得重新提交付款' },

  SurveyNotSent: { kind: 'conflict', en: 'No survey was sent for this case', zh: '该退款单尚未发送问卷' },
  SurveyAlreadyAnswered: { kind: 'conflict', en: 'The survey is already answered', zh: '问卷已填写' },
  ScoreOutOfRange: { kind: 'invalid', en: 'The score is a whole number from 1 to 5', zh: '评分须为 1 至 5 的整数' },
} as const satisfies Record<string, RefusalDefinition>

export type RefundCaseRefusal = keyof typeof refundCaseRefusals

export const refuse = defineRefusals(refundCaseRefusals)
