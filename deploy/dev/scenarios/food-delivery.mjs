const pack = 'food-delivery';

/** Still on its way two hours after it was promised. */
const late = (player) => ({ placedAt: player.ago({ hours: 3 }), delivery: { status: 'IN_TRANSIT', eta: player.ago({ hours: 2 }) } });
const delivered = (player) => ({ placedAt: player.ago({ hours: 3 }), delivery: { status: 'DELIVERED' } });

/** 在线订餐 (seed 004): one path per way a case can go. */
export const foodDelivery = [
  {
    pack,
    name: 'never-came',
    title: { en: 'Never delivered, past the promised time: approved by the machine, paid, received', 'zh-CN': '超时未送达:自动审核通过,退款到账' },
    rows: ['FO2', 'FO4', 'FO5', 'FO8', 'FO9'],
    async walk(player) {
      await player.order({ paid_minor: 6_850, ...late(player) });
      const narrative = '麻辣香锅套餐一直显示配送中,超过承诺时间一个多小时仍未送达。(演示数据)';
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 6_850, narrative });
      await player.reviewed('APPROVE', 'not-delivered-past-eta');
      await player.received();
      await player.inPhase('closed');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'claimed-missing',
    title: { en: 'Recorded as delivered, the customer says it is not there: a person decides and pays', 'zh-CN': '系统显示已送达而顾客称未收到:转人工审核后退款' },
    rows: ['FO4', 'FO5', 'FO6'],
    async walk(player) {
      await player.order({ paid_minor: 8_800, ...delivered(player) });
      const narrative = '显示已送达,但门口和前台都没有找到,骑手电话无人接听。(演示数据)';
      await player.open('customer', { reason: 'NOT_DELIVERED', amount_minor: 8_800, narrative });
      await player.reviewed('REFER', 'recorded-as-delivered');
      await player.act('audit', 'supervisor', 'assignment', { assignee: 'reviewer-chen' });
      await player.act('audit', 'reviewer', 'contact-attempts', { channel: 'PHONE', outcome: 'REACHED', note: '骑手承认送错楼栋。(演示数据)' });
      await player.finding('reviewer', 'REASON_TRUE', { note: '骑手定位显示送至邻楼。(演示数据)' });
      await player.approve('reviewer', 8_800);
      await player.received();
      await player.inPhase('closed');
    },
  },
];
