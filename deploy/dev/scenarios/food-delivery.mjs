/** 在线订餐 (seed 004): one path per way a case can go. */
export const foodDelivery = [
  {
    pack: 'food-delivery',
    name: 'never-came',
    title: { en: 'Never delivered, past the promised time: approved by the machine, paid, received', 'zh-CN': '超时未送达:自动审核通过,退款到账' },
    rows: ['FO2', 'FO4', 'FO5', 'FO8'],
    async walk(player) {
      await player.order({ paid_minor: 6_850, placedAt: player.ago({ hours: 3 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: 2 }) } });
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 6_850, narrative: '麻辣香锅套餐一直显示配送中,超过承诺时间一个多小时仍未送达。(演示数据)' });
      await player.inPhase('receipt');
      await player.act('payout', 'customer', 'receipt-confirmation');
      await player.inPhase('closed');
    },
  },
];
