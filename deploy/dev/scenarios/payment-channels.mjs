import { hasAccount, transferred } from './bank-transfer.mjs';

const pack = 'food-delivery';
const group = 'payment-channels';

/** Approved at once, because the meal is long overdue: what is shown begins with the money. */
async function approved(player, paid_minor, order, refund = {}) {
  await player.order({ paid_minor, placedAt: player.ago({ hours: 3 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: 2 }) }, ...order });
  await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: paid_minor, narrative: '超过承诺时间仍未送达。(演示数据)', ...refund });
  await player.reviewed('APPROVE', 'not-delivered-past-eta');
}

/** A part of an order that a person looks at, with the kinds of evidence that its reason needs. */
async function approvedByPerson(player, reason, amount_minor, evidence = []) {
  await player.open('customer', { reason, amount_minor, narrative: '部分商品与描述不符。(演示数据)' });
  for (const kind of evidence) await player.upload('customer', kind);
  await player.happened('AutoReviewed');
  await player.act('audit', 'reviewer', 'contact-attempts', { channel: 'PHONE', outcome: 'REACHED' });
  await player.finding('reviewer', 'REASON_TRUE');
  await player.approve('reviewer', amount_minor);
}

/** The next day, once the channel has made its statement of today: nothing is on one side only. @throws {Error} something is */
async function agreesWithStatement(player, channel) {
  const day = player.today();
  await player.wait({ days: 1, hours: 12 });
  const { id } = await player.post('payout', 'finance-maker', '/reconciliations', { channel, day });
  const report = await player.until('the report', () => player.get('payout', 'finance-checker', `/reconciliations/${id}`));
  if (!report.settled || report.ours === 0) throw new Error(`${channel} does not agree with the books: ${JSON.stringify(report)}`);
}

/** WeChat Pay decides some time after it has taken a refund over, here before anybody asks, and calls back. */
const wechatPayDecides = (player) => player.soon({ minutes: 0.5 });

/** What the channels do with an approved refund, each by the rules of the real one. */
export const paymentChannels = [
  {
    pack,
    group,
    name: 'wechat-pay-processing',
    title: { en: 'WeChat Pay takes it over, works on it and pays: the customer has the money only then', 'zh-CN': '微信支付受理后处理中,到账后才算完成' },
    rows: ['FO10', 'MC14'],
    async walk(player) {
      await approved(player, 4_260, { channel: 'wechat-pay', behaviour: 'plain' });
      await player.happened('PayoutSubmitted');
      await wechatPayDecides(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'wechat-pay-other-card',
    title: { en: 'The card at WeChat Pay is void: the customer names another, a second person checks it, paid', 'zh-CN': '微信原卡已注销:顾客提供本人其他银行卡,复核后到账' },
    rows: ['LS10', 'MB4'],
    async walk(player) {
      await approved(player, 8_630, { channel: 'wechat-pay', behaviour: 'abnormal', payerName: '许清嘉(演示)' });
      await player.happened('PayoutSubmitted');
      await wechatPayDecides(player);
      await player.happened('PayoutAbnormal');
      await player.act('payout', 'customer', 'payout-details', { name: '许清嘉(演示)', account: '6222020000000000018', bankCode: '102100099996' });
      await player.resubmit('finance-checker');
      await player.wait({ minutes: 1 });
      await player.happened('PayoutSubmitted', 2);
      await wechatPayDecides(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'wechat-pay-closed',
    title: { en: 'WeChat Pay gives a refund up: paid under a new number, a minute after the old one', 'zh-CN': '微信退款关闭:使用新的退款单号重新退款' },
    rows: ['LS10', 'LS11'],
    async walk(player) {
      await approved(player, 5_470, { channel: 'wechat-pay', behaviour: 'closed' });
      await player.happened('PayoutSubmitted');
      await wechatPayDecides(player);
      await player.happened('PayoutFailed');
      await player.resubmit('finance-checker');
      await player.wait({ minutes: 2 });
      await wechatPayDecides(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'alipay-partials',
    title: { en: 'Two refunds of one Alipay trade, three seconds apart; the day\'s statement agrees with the books', 'zh-CN': '支付宝同一交易分次退款:间隔三秒,次日对账一致' },
    rows: ['FO10', 'MC13'],
    async walk(player) {
      await player.order({ paid_minor: 9_600, channel: 'alipay', placedAt: player.ago({ hours: 3 }), delivery: { status: 'DELIVERED' } });
      await approvedByPerson(player, 'QUALITY', 2_400, ['other']);
      await player.inPhase('receipt');
      const first = player.caseId;
      await approvedByPerson(player, 'PERSONAL', 2_000);
      await player.soon({ minutes: 0.5 });
      await player.received();
      await agreesWithStatement(player, 'alipay');
      return [['refundCase', first], ['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'split-payment',
    title: { en: 'Paid with Alipay and WeChat Pay: refunded over both, to the fen', 'zh-CN': '支付宝与微信组合支付:按原支付渠道分别退款' },
    rows: ['MB4', 'FO10'],
    async walk(player) {
      const legs = [{ channel: 'alipay', paid_minor: 3_000 }, { channel: 'wechat-pay', paid_minor: 2_575 }];
      await approved(player, 5_575, { legs });
      await player.happened('PayoutConfirmed');
      await player.happened('PayoutSubmitted');
      await wechatPayDecides(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'transfer-returned',
    title: { en: 'A transfer comes back two days later (退票): to another account of the same person, under a new number', 'zh-CN': '银行退票:更正账户后使用新的退款单号重新转账' },
    rows: ['LS10', 'MB4', 'FO9'],
    async walk(player) {
      const name = '乔语桐(演示)';
      await hasAccount(player, name, '6222000000000201', 'bounces');
      await hasAccount(player, name, '6222000000000202');
      await approved(player, 11_800, { payerName: name }, { way: 'BANK_TRANSFER', payee: { name, account: '6222000000000201' } });
      await transferred(player);
      await player.inPhase('receipt');
      // First nobody reads the notice, then the money comes back: not both at one moment.
      await player.wait({ hours: 5 });
      await player.wait({ days: 2 });
      await player.happened('PayoutReturned');
      await player.act('payout', 'customer', 'payout-details', { name, account: '6222000000000202' });
      await player.resubmit('finance-checker');
      await transferred(player, 2);
      await player.inPhase('receipt', 2);
      await player.act('payout', 'customer', 'receipt-confirmation');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    group,
    name: 'kill-switch-drill',
    title: { en: 'A drill stops Stripe: the refund waits and nothing leaves; then it is paid', 'zh-CN': '停用渠道演练:退款等待、无款项流出,恢复后付款' },
    rows: ['MB16'],
    async walk(player) {
      await player.post('payout', 'operations', '/payment-channels/stripe/stop', { reason: 'DRILL' });
      await approved(player, 3_980, { channel: 'stripe' });
      await player.happened('PayoutDeferred');
      await player.post('payout', 'finance-checker', '/payment-channels/stripe/drill');
      await player.wait({ minutes: 2 });
      await player.received();
      return [['paymentChannel', 'stripe'], ['order', player.orderId]];
    },
  },
];
