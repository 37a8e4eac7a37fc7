import { hasAccount, transferred } from './bank-transfer.mjs';

const pack = 'food-delivery';

/** Still on its way two hours after it was promised. */
const late = (player) => ({ placedAt: player.ago({ hours: 3 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: 2 }) } });
const delivered = (player) => ({ placedAt: player.ago({ hours: 3 }), delivery: { status: 'DELIVERED' } });

/** What needs nobody's review is approved at once, so that the paths about the money can begin. */
async function approvedByMachine(player, paid_minor, { behaviour, payerName, ...refund } = {}) {
  await player.order({ paid_minor, ...late(player), ...(behaviour ? { behaviour } : {}), ...(payerName ? { payerName } : {}) });
  await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: paid_minor, narrative: '超过承诺时间仍未送达,商家也联系不上。(演示数据)', ...refund });
  await player.reviewed('APPROVE', 'not-delivered-past-eta');
}

/** Something is wrong with the food: the photo is there, a person has to decide. */
async function badFood(player, paid_minor, narrative) {
  await player.order({ paid_minor, ...delivered(player) });
  await player.open('customer', { reason: 'QUALITY', amount_minor: paid_minor, narrative });
  await player.upload('customer', 'other');
  await player.reviewed('REFER', 'quality-by-person');
}

const contact = (player, who, outcome, fields = {}) => player.act('audit', who, 'contact-attempts', { channel: 'PHONE', outcome, ...fields });

/** 在线订餐 (seed 004): one path per way a case can go. */
export const foodDelivery = [
  {
    pack,
    name: 'never-came',
    title: { en: 'Never delivered, past the promised time: approved by the machine', 'zh-CN': '超时未送达:自动审核通过,退款到账' },
    rows: ['FO2', 'FO4', 'FO5', 'FO8', 'FO9'],
    async walk(player) {
      await approvedByMachine(player, 6_850);
      await player.received();
      await player.happened('SurveySent');
      const { surveyToken } = await player.get('after-care', 'agent', `/refund-cases/${player.caseId}/survey-link`);
      await player.post('after-care', 'customer', `/surveys/${surveyToken}`, { score: 5 });
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'claimed-missing',
    title: { en: 'Recorded as delivered, the customer says it is not there', 'zh-CN': '系统显示已送达而顾客称未收到:转人工审核后退款' },
    rows: ['FO4', 'FO5', 'FO6'],
    async walk(player) {
      await player.order({ paid_minor: 8_800, ...delivered(player) });
      const narrative = '显示已送达,但门口和前台都没有找到,骑手电话无人接听。(演示数据)';
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 8_800, narrative });
      await player.reviewed('REFER', 'recorded-as-delivered');
      await player.act('audit', 'supervisor', 'assignment', { assignee: 'reviewer-chen' });
      await contact(player, 'reviewer', 'REACHED', { note: '骑手承认送错楼栋。(演示数据)' });
      await player.finding('reviewer', 'REASON_TRUE', { note: '骑手定位显示送至邻楼。(演示数据)' });
      await player.approve('reviewer', 8_800);
      await player.received();
    },
  },
  {
    pack,
    name: 'quality-part',
    title: { en: 'Bad food with a photo: a person approves a part', 'zh-CN': '食品质量问题:上传照片,人工审核后部分退款' },
    rows: ['FO2', 'FO3', 'FO6'],
    async walk(player) {
      await badFood(player, 9_600, '四份小炒中有一份明显变质,其余正常。(演示数据)');
      await player.finding('reviewer', 'REASON_TRUE');
      const breakdown = [{ label: '变质的一份', amount_minor: 2_400 }];
      await player.act('audit', 'reviewer', 'approval', { ...player.money(2_400), breakdown });
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'quality-refused',
    title: { en: 'Bad food not shown: called twice, refused, appealed, upheld', 'zh-CN': '质量问题证据不足:两次联系未果后拒绝,申诉后维持' },
    rows: ['FO6', 'FO7', 'FO8'],
    async walk(player) {
      await badFood(player, 5_200, '味道和图片不一样,要求退款。(演示数据)');
      await player.finding('reviewer', 'REASON_TRUE', { finding: 'NOT_CONFIRMED', note: '照片为完好餐品。(演示数据)' });
      await contact(player, 'agent', 'NOT_REACHED');
      await contact(player, 'agent', 'NOT_REACHED', { channel: 'CHAT' });
      await player.act('audit', 'reviewer', 'refusal', { reason: 'The photo shows the dish as ordered', clauseId: 'evidence' });
      await player.act('intake', 'customer', 'appeal', { narrative: '照片没有拍到味道,请再看一次。(演示数据)' });
      await player.inPhase('appeal');
      const explanation = '照片与商品描述一致,维持原决定;如有新的材料可向消费者协会反映。(演示数据)';
      await player.act('audit', 'second-supervisor', 'appeal-decision', { outcome: 'UPHELD', explanation });
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'changed-mind',
    title: { en: 'Ordered by mistake: a part is refunded as goodwill', 'zh-CN': '个人原因:人工审核后部分退款' },
    rows: ['FO2', 'FO6'],
    async walk(player) {
      await player.order({ paid_minor: 5_000, ...delivered(player) });
      await player.open('customer', { reason: 'PERSONAL', amount_minor: 5_000, narrative: '点错了地址,人已经不在那里。(演示数据)' });
      await player.reviewed('REFER', 'recorded-as-delivered');
      await contact(player, 'reviewer', 'REACHED', { channel: 'CHAT' });
      await player.finding('reviewer', 'REASON_TRUE');
      await player.approve('reviewer', 2_000);
      await player.received();
    },
  },
  {
    pack,
    name: 'taken-over',
    title: { en: 'An upset customer: a supervisor takes the case over', 'zh-CN': '顾客情绪激动:主管接手处理并说明原因' },
    rows: ['FO21'],
    async walk(player) {
      await badFood(player, 4_600, '第二次吃到异物,客服一直让我等!(演示数据)');
      await player.act('audit', 'supervisor', 'assignment', { assignee: 'reviewer-chen' });
      await player.act('audit', 'supervisor', 'takeover', { reason: 'Second incident for this customer' });
      await contact(player, 'supervisor', 'REACHED');
      await player.finding('supervisor', 'REASON_TRUE');
      await player.approve('supervisor', 4_600);
      await player.received();
    },
  },
  {
    pack,
    name: 'two-approvers',
    title: { en: 'Above the limit: proposed, turned down, proposed anew, confirmed', 'zh-CN': '超过限额:提议、驳回、重新提议、另一人确认' },
    rows: [],
    async walk(player) {
      await badFood(player, 68_000, '公司团餐三十份,汤品全部变质。(演示数据)');
      await player.finding('reviewer', 'REASON_TRUE');
      await player.approve('reviewer', 68_000, 'approval-proposal');
      await player.check('finance-checker', 'approval-rejection', { reason: 'Only the soup was bad' });
      await player.approve('reviewer', 56_000, 'approval-proposal');
      await player.check('supervisor', 'approval-confirmation', { times: 2 });
      await player.received();
    },
  },
  {
    pack,
    name: 'wrong-name-at-bank',
    title: { en: 'The bank turns a transfer away: corrected by one, checked by another, paid under its number', 'zh-CN': '户名不符转账失败:一人更正,另一人复核,按原编号付款' },
    rows: ['LS10', 'LS11', 'FO9'],
    async walk(player) {
      const name = '林小满(演示)';
      await hasAccount(player, '林小曼(演示)', '6222000000000101');
      await hasAccount(player, name, '6222000000000001');
      await approvedByMachine(player, 12_900, { way: 'BANK_TRANSFER', payee: { name, account: '6222000000000101' }, payerName: name });
      await transferred(player);
      await player.happened('PayoutFailed');
      await player.act('payout', 'customer', 'payout-details', { name, account: '6222000000000001' });
      await player.refused('RoleNotPermitted', () => player.act('payout', 'customer', 'payout-resubmission'));
      await player.resubmit('finance-checker');
      await transferred(player, 2);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'channel-silent',
    title: { en: 'The channel pays and does not answer: asked, not paid twice', 'zh-CN': '渠道已付款但未应答:查询确认,不重复付款' },
    rows: [],
    async walk(player) {
      await approvedByMachine(player, 3_300, { behaviour: 'timeout-after' });
      await player.happened('PayoutOutcomeUnknown');
      await player.wait({ minutes: 2 });
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'money-came-back',
    title: { en: 'The money comes back: details corrected, paid again', 'zh-CN': '款项被退回:更正信息后重新付款' },
    rows: ['LS10'],
    async walk(player) {
      await approvedByMachine(player, 7_700, { behaviour: 'returned' });
      await player.inPhase('receipt');
      await player.act('payout', 'customer', 'receipt-dispute', { reason: 'NOTHING_CAME' });
      await player.happened('PayoutReturned');
      await player.act('payout', 'finance-maker', 'payout-details', { name: '苏晚晴(演示)', account: '6222000000000002' });
      await player.resubmit('finance-checker');
      await player.happened('PayoutConfirmed', 2);
      await player.act('payout', 'customer', 'receipt-confirmation');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'nobody-reviews',
    title: { en: 'Nobody reviews in time: to the supervisor, then to operations', 'zh-CN': '超时未审核:自动升级至主管,再升级至运营' },
    rows: ['LS20', 'FO6'],
    async walk(player) {
      await badFood(player, 3_900, '米饭夹生。(演示数据)');
      await player.wait({ hours: 12, minutes: 1 });
      await player.happened('CaseEscalated');
      await player.wait({ hours: 4 });
      await player.happened('CaseEscalated', 2);
      await player.act('audit', 'operations', 'assignment', { assignee: 'supervisor-zhao' });
      await player.finding('supervisor', 'REASON_TRUE');
      await player.approve('supervisor', 3_900);
      await player.received();
    },
  },
  {
    pack,
    name: 'silent-receipt',
    title: { en: 'The customer does not say that the money came', 'zh-CN': '顾客未确认收款:3日后视为已收款' },
    rows: [],
    async walk(player) {
      await approvedByMachine(player, 2_750);
      await player.inPhase('receipt');
      await player.wait({ days: 4 });
      await player.happened('ReceiptAutoConfirmed');
      await player.inPhase('closed');
    },
  },
  {
    pack,
    name: 'receipt-disputed',
    title: { en: 'The customer sees no money, is called, and finds it', 'zh-CN': '顾客称未到账:客服核实后确认收款' },
    rows: [],
    async walk(player) {
      await approvedByMachine(player, 4_150);
      await player.inPhase('receipt');
      await player.act('payout', 'customer', 'receipt-dispute', { reason: 'NOTHING_CAME' });
      await contact(player, 'agent', 'REACHED', { note: '款项退回至原支付账户余额,已指导查看。(演示数据)' });
      await player.act('payout', 'customer', 'receipt-confirmation');
    },
  },
  {
    pack,
    name: 'withdrawn',
    title: { en: 'The food arrives after all: the customer withdraws', 'zh-CN': '餐品随后送达:顾客撤回申请' },
    rows: [],
    async walk(player) {
      await player.order({ paid_minor: 4_400, placedAt: player.ago({ hours: 1 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: -1 }) } });
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 4_400, narrative: '看起来赶不上午饭了。(演示数据)' });
      await player.reviewed('REFER', 'person-decides');
      await player.act('intake', 'customer', 'withdrawal', { reason: 'It arrived' });
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'too-late',
    title: { en: 'Asked for after the window: flagged, refused by a person, appealable', 'zh-CN': '超过申请时效:标记后人工拒绝,可申诉' },
    rows: ['MC16', 'FO8'],
    async walk(player) {
      await player.order({ paid_minor: 3_600, placedAt: player.ago({ days: 12 }), delivery: { status: 'DELIVERED' } });
      await player.open('customer', { reason: 'PERSONAL', amount_minor: 3_600, narrative: '十二天前那单不想要了。(演示数据)' });
      await player.reviewed('REFER', 'late-application');
      await player.finding('reviewer', 'REASON_TRUE');
      await contact(player, 'agent', 'REACHED');
      await player.act('audit', 'reviewer', 'refusal', { reason: 'Nothing was wrong with the meal, and goodwill ends after seven days', clauseId: 'application-window' });
    },
  },
  {
    pack,
    name: 'asked-often',
    title: { en: 'The sixth request of a day: the risk score calls a person, who pays', 'zh-CN': '一天内第六次申请:风险评分转人工,核实后退款' },
    rows: ['FO6'],
    async walk(player) {
      for (const nth of [1, 2, 3, 4, 5]) {
        await player.order({ nth, paid_minor: 1_000 + nth, ...late(player) });
        await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 1_000 + nth });
        await player.inPhase('receipt');
        await player.act('payout', 'customer', 'receipt-confirmation');
      }
      await player.order({ nth: 6, paid_minor: 1_006, ...late(player) });
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 1_006 });
      await player.reviewed('REFER', 'risk-high');
      await player.finding('reviewer', 'REASON_TRUE', { note: '暴雨,当晚该区域多单未送达。(演示数据)' });
      await player.approve('reviewer', 1_006);
      await player.received();
    },
  },
];
