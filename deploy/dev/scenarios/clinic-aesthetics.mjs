import { hasAccount, transferred } from './bank-transfer.mjs';
import { accept, band, counter, drafted, offer, readAndSign, reads, signFor } from './settlement.mjs';

const pack = 'clinic-aesthetics';

/** What each reason asks for, and by which rule the machine leaves it to a person. */
const reasons = {
  EFFECT: { pictures: ['pre', 'post'], rule: 'medical-judgement' },
  ADVERSE_REACTION: { pictures: ['post'], rule: 'medical-judgement' },
  NOT_PROVIDED: { pictures: [], rule: 'person-decides' },
  PERSONAL: { pictures: [], rule: 'person-decides' },
};

/** A customer's written application with its evidence, which a person has to look at. */
async function applied(player, reason, paid_minor, { narrative, amount_minor = paid_minor, rule = reasons[reason].rule, ...order } = {}) {
  await player.order({ paid_minor, placedAt: player.ago({ days: 30 }), ...order });
  await player.open('customer', { reason, amount_minor, narrative });
  await player.upload('customer', 'purchase');
  for (const kind of reasons[reason].pictures) await player.upload('customer', kind, { bodySite: 'CHEEKS' });
  await player.reviewed('REFER', rule);
}

/** The items of seed 001, each with a finding; only a case about the effect has pictures to compare. */
async function examined(player, reason, who = 'reviewer') {
  await player.finding(who, 'REASON_TRUE');
  if (reason === 'EFFECT') await player.finding('doctor', 'PRE_POST_COMPARISON', { note: '同一部位对比,改善低于约定。(演示数据)' });
  await player.finding('doctor', 'MEDICAL_ADVICE_FOLLOWED', { note: '术后按医嘱防晒并复诊。(演示数据)' });
  await player.finding(who, 'POLICY_FIT');
}

/** A case that both sides may negotiate about. */
async function negotiable(player, reason, paid_minor, [low_minor, high_minor], application = {}) {
  await applied(player, reason, paid_minor, application);
  await examined(player, reason);
  await band(player, low_minor, high_minor);
}

const contact = (player, outcome, channel = 'PHONE') => player.act('audit', 'agent', 'contact-attempts', { channel, outcome });

/** The customer was heard, and a reviewer refuses with a clause. */
async function refusedAfterTalk(player) {
  await contact(player, 'NOT_REACHED');
  await contact(player, 'REACHED', 'WECHAT');
  await player.act('audit', 'reviewer', 'refusal', {
    reason: 'The pictures show the result that was agreed', clauseId: 'evidence', explanation: '照片显示效果与约定一致,您可在15日内申诉。(演示数据)',
  });
}

/** 医美诊所 (seed 001): one path per way a case can go. */
export const clinicAesthetics = [
  {
    pack,
    name: 'effect-agreed',
    title: { en: 'Not the promised effect: compared, negotiated, signed by both, paid to the fen', 'zh-CN': '效果不符:术前术后对比、协商三轮、双方签署、按协议到账' },
    rows: ['MC1', 'MC2', 'MC3', 'MC4', 'MC5', 'MC6', 'MC7', 'MC8', 'MC9', 'MC10', 'MC11', 'MC12', 'MC13'],
    async walk(player) {
      await applied(player, 'EFFECT', 980_000, { narrative: '做了三次光子嫩肤,色斑基本没有变化,和面诊时说的不一样。(演示数据)' });
      const evidenceIds = player.evidenceIds.slice(0, 2);
      await player.refused('PairMissing', () => player.act('audit', 'doctor', 'findings', { item: 'PRE_POST_COMPARISON', finding: 'CONFIRMED', evidenceIds }));
      await player.refused('FindingsMissing', () => band(player, 200_000, 600_000));
      await examined(player, 'EFFECT');
      await player.refused('SettlementNeeded', () => player.approve('reviewer', 450_000));
      await band(player, 200_000, 600_000, { breakdown: [{ label: '已付项目费', amount_minor: 980_000 }, { label: '已完成的两次', amount_minor: -380_000 }] });
      await player.refused('OutsideBand', () => offer(player, 'agent', 600_001));
      await offer(player, 'agent', 300_000);
      await player.refused('OutsideBand', () => counter(player, 'customer', 1, 980_000));
      await counter(player, 'customer', 1, 600_000, { payWithin_days: 3 });
      await counter(player, 'agent', 2, 456_789);
      await accept(player, 'customer', 3);
      await signFor(player, 'supervisor');
      const { documentSha256, clauses } = await drafted(player);
      await reads(player, { documentSha256 });
      const acknowledgedClauses = clauses.map(({ id }) => id);
      await player.refused('ReadingTimeNotOver', () => player.act('audit', 'customer', 'agreement/signature', { documentSha256, acknowledgedClauses }));
      await player.wait({ minutes: 1 });
      const partly = { documentSha256, acknowledgedClauses: acknowledgedClauses.slice(1) };
      await player.refused('ClausesNotAcknowledged', () => player.act('audit', 'customer', 'agreement/signature', partly));
      await player.refused('AgreementChanged', () => player.act('audit', 'customer', 'agreement/signature', { documentSha256: '0'.repeat(64), acknowledgedClauses }));
      await player.act('audit', 'customer', 'agreement/signature', { documentSha256, acknowledgedClauses });
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'customers-offer',
    title: { en: 'The customer names a sum, and the clinic accepts it', 'zh-CN': '客户先提出金额,机构接受' },
    rows: ['MC8'],
    async walk(player) {
      await negotiable(player, 'ADVERSE_REACTION', 360_000, [100_000, 300_000], { narrative: '注射部位红肿两周未退。(演示数据)' });
      await offer(player, 'customer', 240_000, { payWithin_days: 2 });
      await player.refused('OwnOffer', () => counter(player, 'customer', 1, 250_000));
      await accept(player, 'agent', 1);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.received();
    },
  },
  {
    pack,
    name: 'top-up-alone',
    title: { en: 'A further treatment instead of money: the case ends as remedied', 'zh-CN': '以补打代替退款:案件以补救方式结案' },
    rows: ['MC8', 'MC9'],
    async walk(player) {
      await negotiable(player, 'EFFECT', 280_000, [50_000, 150_000], { narrative: '一侧效果不明显。(演示数据)' });
      await offer(player, 'agent', 0, { remedy: 'TOP_UP' });
      await accept(player, 'customer', 1);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.inPhase('closed');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'money-and-exchange',
    title: { en: 'Part of the money and another treatment', 'zh-CN': '部分退款并更换项目' },
    rows: ['MC8', 'MC10'],
    async walk(player) {
      await negotiable(player, 'EFFECT', 520_000, [100_000, 300_000], { narrative: '效果一般,希望换一个项目。(演示数据)' });
      await offer(player, 'customer', 300_000);
      await counter(player, 'agent', 1, 150_000, { remedy: 'EXCHANGE' });
      await accept(player, 'customer', 2);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.received();
    },
  },
  {
    pack,
    name: 'above-the-limit',
    title: { en: 'Above the limit: whoever negotiated does not sign, another supervisor does', 'zh-CN': '超过限额:参与协商者不得签署,由另一位主管签署' },
    rows: ['MC9'],
    async walk(player) {
      await negotiable(player, 'NOT_PROVIDED', 2_880_000, [1_500_000, 2_880_000], { narrative: '疗程卡余下项目一直约不到时间。(演示数据)' });
      await offer(player, 'supervisor', 2_000_000);
      await accept(player, 'customer', 1);
      await player.refused('SignerIsNegotiator', () => signFor(player, 'supervisor'));
      await signFor(player, 'second-supervisor');
      await readAndSign(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'by-bank-transfer',
    title: { en: 'Another way of payment, agreed by the customer: to an account that stays sealed', 'zh-CN': '经客户同意改为银行转账:账户信息加密保存' },
    rows: ['MB4', 'MC10', 'MC12'],
    async walk(player) {
      // The original way would turn the money away: only the agreed one gets through. The clinic signs once it knows to whom.
      await negotiable(player, 'NOT_PROVIDED', 180_000, [180_000, 180_000], { narrative: '原来的卡已经注销。(演示数据)', behaviour: 'closed-account', payerName: '许念安(演示)' });
      await offer(player, 'agent', 180_000, { way: 'BANK_TRANSFER' });
      await accept(player, 'customer', 1);
      await player.refused('CustomerSignsFirst', () => signFor(player, 'supervisor'));
      await hasAccount(player, '许念安(演示)', '6222000000000003');
      await readAndSign(player, { payee: { name: '许念安(演示)', account: '6222000000000003' } });
      await signFor(player, 'supervisor');
      await transferred(player);
      await player.received();
    },
  },
  {
    pack,
    name: 'not-provided-full',
    title: { en: 'Paid and never treated: everything back, and receipt confirmed by time', 'zh-CN': '已付款未提供服务:全额退还,逾期未确认视为已收款' },
    rows: ['MC13'],
    async walk(player) {
      await negotiable(player, 'NOT_PROVIDED', 398_000, [398_000, 398_000], { narrative: '医生离职,机构未安排其他医生。(演示数据)' });
      await offer(player, 'agent', 398_000);
      await accept(player, 'customer', 1);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.inPhase('receipt');
      await player.wait({ days: 8 });
      await player.happened('ReceiptAutoConfirmed');
      await player.inPhase('closed');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'against-the-machine',
    title: { en: 'Late by the rules, fitting by a person\'s reason: another person signs', 'zh-CN': '机器认为超期、审核人说明理由后认定符合:由另一人签署' },
    rows: ['MC6'],
    async walk(player) {
      const placedAt = player.ago({ days: 1_100 });
      await applied(player, 'PERSONAL', 460_000, { placedAt, narrative: '孕期不宜治疗,一直与顾问约定延期。(演示数据)', rule: 'late-application' });
      await player.finding('supervisor', 'REASON_TRUE');
      await player.finding('doctor', 'MEDICAL_ADVICE_FOLLOWED');
      await player.refused('OverrideNeedsReason', () => player.act('audit', 'supervisor', 'findings', { item: 'POLICY_FIT', finding: 'CONFIRMED' }));
      await player.finding('supervisor', 'POLICY_FIT', { note: '延期由本机构书面同意,时效自延期届满起算。(演示数据)' });
      await band(player, 200_000, 460_000);
      await offer(player, 'agent', 320_000);
      await accept(player, 'customer', 1);
      await player.refused('SignerIsNegotiator', () => signFor(player, 'supervisor'));
      await signFor(player, 'second-supervisor');
      await readAndSign(player);
      await player.received();
    },
  },
  {
    pack,
    name: 'legal-opinion',
    title: { en: 'Counsel is asked, and nothing is decided before the answer: owed', 'zh-CN': '征询法律意见:意见作出前不得决定,结论为应当退还' },
    rows: ['MB43'],
    async walk(player) {
      await applied(player, 'PERSONAL', 1_000_000, { narrative: '签约三天后改变主意,合同写明一经付款概不退还。(演示数据)' });
      await examined(player, 'PERSONAL');
      await player.act('audit', 'reviewer', 'legal-opinion-requests', { question: '“概不退还”条款是否有效?(演示数据)' });
      await player.refused('LegalOpinionOutstanding', () => band(player, 1_000_000, 1_000_000));
      const opinion = '格式条款排除消费者主要权利,无效;服务未开始,应当退还。(演示数据)';
      await player.act('audit', 'supervisor', 'legal-opinions', { finding: 'OWED', opinion });
      await band(player, 1_000_000, 1_000_000);
      await offer(player, 'agent', 1_000_000);
      await accept(player, 'customer', 1);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.received();
    },
  },
  {
    pack,
    name: 'withdrawn',
    title: { en: 'The customer withdraws while both sides negotiate', 'zh-CN': '协商中客户撤回申请' },
    rows: [],
    async walk(player) {
      await negotiable(player, 'ADVERSE_REACTION', 220_000, [80_000, 220_000], { narrative: '疼痛明显。(演示数据)' });
      await offer(player, 'agent', 120_000);
      await player.act('intake', 'customer', 'withdrawal', { reason: 'Healed well after all' });
      await player.inPhase('closed');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'refused-and-disputed',
    title: { en: 'Refused, appealed, upheld; the consumer association takes it up and nothing is erased', 'zh-CN': '拒绝、申诉维持后诉至消费者协会:案件保全,期间不得删除' },
    rows: ['MC19', 'MC20'],
    async walk(player) {
      await applied(player, 'EFFECT', 320_000, { narrative: '不满意,要求全退。(演示数据)' });
      await examined(player, 'EFFECT', 'supervisor');
      await refusedAfterTalk(player);
      await player.act('intake', 'customer', 'appeal', { narrative: '照片光线不同,无法比较。(演示数据)' });
      await player.inPhase('appeal');
      const upheld = { outcome: 'UPHELD', explanation: '两组照片拍摄条件一致,维持。(演示数据)' };
      await player.refused('AppealDeciderTookPart', () => player.act('audit', 'supervisor', 'appeal-decision', upheld));
      await player.act('audit', 'second-supervisor', 'appeal-decision', upheld);
      await player.act('audit', 'agent', 'external-dispute', { body: 'CONSUMER_ASSOCIATION', reference: 'DEMO-2026-0017' });
      await player.happened('LegalHoldPlaced');
      await player.refused('LegalHoldStands', () => player.post('audit', 'admin', `/persons/${player.customerId}/erasure`));
      await player.act('audit', 'supervisor', 'legal-hold-release', { reason: 'Settled before the association' });
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'overturned',
    title: { en: 'The offer runs out, the case is refused; the appeal succeeds and others settle it', 'zh-CN': '报价过期、拒绝退款;申诉成立后由他人重新审核并达成协议' },
    rows: ['MC8', 'MC20'],
    async walk(player) {
      await negotiable(player, 'EFFECT', 760_000, [100_000, 250_000], { narrative: '效果与案例照片差距很大。(演示数据)' });
      await offer(player, 'agent', 100_000);
      await player.wait({ days: 6 });
      await player.happened('OfferExpired');
      await player.act('audit', 'agent', 'settlement-end', { reason: 'NO_COMMON_AMOUNT' });
      await refusedAfterTalk(player);
      await player.act('intake', 'customer', 'appeal', { narrative: '案例照片是机构自己展示的承诺。(演示数据)' });
      await player.inPhase('appeal');
      await player.act('audit', 'second-supervisor', 'appeal-decision', { outcome: 'OVERTURNED', explanation: '广告内容构成约定,应重新审核。(演示数据)' });
      await player.refused('RefuserMayNotDecideAgain', () => band(player, 300_000, 600_000));
      await band(player, 300_000, 600_000, { who: 'second-reviewer' });
      await offer(player, 'agent', 500_000);
      await accept(player, 'customer', 2);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'not-signed-in-time',
    title: { en: 'Agreed and not signed: overdue, escalated, settled anew', 'zh-CN': '达成一致而未签署:逾期升级,重新协商后签署' },
    rows: ['LS20', 'MC9'],
    async walk(player) {
      await negotiable(player, 'NOT_PROVIDED', 240_000, [120_000, 240_000], { narrative: '两次预约都被取消。(演示数据)' });
      await offer(player, 'agent', 180_000);
      await accept(player, 'customer', 1);
      await signFor(player, 'supervisor');
      await reads(player, await drafted(player));
      await player.wait({ days: 15 });
      await player.happened('StageOverdue');
      await player.happened('CaseEscalated');
      await player.wait({ days: 1 });
      await player.happened('CaseEscalated', 2);
      await player.refused('AgreementLapsed', () => signFor(player, 'customer'));
      await player.act('audit', 'supervisor', 'settlement-end', { reason: 'AGREEMENT_LAPSED' });
      await band(player, 120_000, 240_000);
      await offer(player, 'supervisor', 200_000);
      await accept(player, 'customer', 2);
      await signFor(player, 'supervisor', 2);
      await readAndSign(player, { times: 2 });
      await player.received();
    },
  },
  {
    pack,
    name: 'paid-late',
    title: { en: 'The agreed day passes without the money: overdue, escalated, corrected and paid', 'zh-CN': '约定日未到账:逾期升级,更正账户后付款' },
    rows: ['LS10', 'LS20', 'MC12'],
    async walk(player) {
      await negotiable(player, 'NOT_PROVIDED', 150_000, [150_000, 150_000], { narrative: '机构停业装修,没有通知。(演示数据)' });
      await offer(player, 'agent', 150_000, { way: 'BANK_TRANSFER', payWithin_days: 2 });
      await accept(player, 'customer', 1);
      await readAndSign(player, { payee: { name: '何知夏(演示)', account: '6222-000000000004-O' } });
      await signFor(player, 'supervisor');
      await player.happened('PayoutFailed');
      await player.wait({ days: 3 });
      await player.happened('StageOverdue');
      await player.happened('CaseEscalated');
      await hasAccount(player, '何知夏(演示)', '6222000000000004');
      await player.act('payout', 'finance-maker', 'payout-details', { name: '何知夏(演示)', account: '6222000000000004' });
      await player.resubmit('finance-checker');
      await transferred(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
];
