const pack = 'food-delivery';
const group = 'payment-channels';

/** Approved at once, because the meal is long overdue: what is shown begins with the money. */
async function approved(player, paid_minor, order) {
  await player.order({ paid_minor, placedAt: player.ago({ hours: 3 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: 2 }) }, ...order });
  await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: paid_minor, narrative: '超过承诺时间仍未送达。(演示数据)' });
  await player.reviewed('APPROVE', 'not-delivered-past-eta');
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
      await player.act('payout', 'finance-checker', 'payout-resubmission');
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
      await player.act('payout', 'finance-checker', 'payout-resubmission');
      await player.wait({ minutes: 2 });
      await wechatPayDecides(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
];
