const CONSUMER_LAW = '中华人民共和国消费者权益保护法'
const CONSUMER_REGULATION = '中华人民共和国消费者权益保护法实施条例'
const CIVIL_CODE = '中华人民共和国民法典'
const PRIVACY_LAW = '中华人民共和国个人信息保护法'
const PREPAID_INTERPRETATION = '最高人民法院关于审理预付式消费民事纠纷案件适用法律若干问题的解释'
const NO_REASON_RETURNS = '网络购买商品七日无理由退货暂行办法'

const articles = (...parts: readonly string[]): string => parts.join('；')

/** The articles that findings name. Row = row of the table of clauses in the project's research on the law. */
export const LAW = {
  /** Row 1. */
  defect: `${CONSUMER_LAW} 第24条`,
  /** Row 2: seven days, and the money within seven days of the goods. */
  noReasonReturn: articles(`${CONSUMER_LAW} 第25条`, `${NO_REASON_RETURNS} 第6条、第10条`),
  /** Rows 1 and 2. */
  statutoryDays: `${CONSUMER_LAW} 第24条、第25条`,
  /** Row 3. */
  sameWay: `${NO_REASON_RETURNS} 第14条至第17条`,
  /** Row 4. */
  notPerformed: articles(`${CONSUMER_LAW} 第53条`, `${CONSUMER_REGULATION} 第22条`),
  /** Row 5. */
  fraud: articles(`${CONSUMER_LAW} 第55条`, `${CONSUMER_REGULATION} 第49条`),
  unsafeFood: '中华人民共和国食品安全法 第148条',
  /** Row 6: a form clause must not exclude or limit rights, and must be put plainly. */
  formClause: articles(`${CONSUMER_LAW} 第26条`, `${CONSUMER_REGULATION} 第17条`),
  /** Row 6: rescission and the return of prepayment. */
  excludedReturn: articles(`${CONSUMER_LAW} 第26条`, `${CONSUMER_REGULATION} 第17条`, `${PREPAID_INTERPRETATION} 第9条第一项`),
  excludedTransfer: articles(`${CONSUMER_LAW} 第26条`, `${PREPAID_INTERPRETATION} 第9条第二项`),
  lostCard: articles(`${CONSUMER_LAW} 第26条`, `${PREPAID_INTERPRETATION} 第9条第三项、第24条`),
  oneSidedChange: articles(`${CONSUMER_LAW} 第26条`, `${PREPAID_INTERPRETATION} 第9条第四项`),
  injury: articles(`${CIVIL_CODE} 第506条`, `${PREPAID_INTERPRETATION} 第9条第五项`),
  dispute: articles(`${CONSUMER_LAW} 第26条、第39条`, `${CONSUMER_REGULATION} 第17条`),
  /** Row 7. */
  delay: '侵害消费者权益行为处罚办法 第8条至第10条',
  /** Row 8. */
  coolingOff: `${PREPAID_INTERPRETATION} 第14条`,
  /** Row 9. */
  inOneGo: `${CONSUMER_REGULATION} 第18条`,
  /** Row 12. */
  sensitiveData: `${PRIVACY_LAW} 第28条、第29条`,
  /** Row 13. */
  commercialMessage: articles(`${CONSUMER_REGULATION} 第24条`, '网络交易监督管理办法 第16条'),
  automatedDecision: `${PRIVACY_LAW} 第24条`,
  /** Row 17, Beijing only. */
  beijingPrepaid: '北京市单用途预付卡管理条例 第16条、第17条',
  /** Rows 6 and 13 for every refusal: how to go on is told. */
  appeal: articles(`${CONSUMER_LAW} 第39条`, `${PRIVACY_LAW} 第24条`),
  /** § 4.2. */
  commission: `${PREPAID_INTERPRETATION} 第15条`,
  limitation: `${CIVIL_CODE} 第188条`,
} as const
