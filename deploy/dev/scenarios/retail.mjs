const pack = 'retail';

/** An online shop: one path per way a cancellation can go. */
export const retail = [
  {
    pack,
    name: 'in-time',
    title: { en: 'A part is cancelled in time: approved by the machine, paid, closed', 'zh-CN': '期限内取消部分订单:自动审核退款' },
    rows: [],
    async walk(player) {
      await player.order({ paid_minor: 4_590, currency: 'GBP', placedAt: player.ago({ days: 9 }) });
      await player.open('customer', { reason: 'CANCELLED', amount_minor: 1_530 });
      await player.reviewed('APPROVE', 'within-window-and-rest');
      await player.inPhase('closed');
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'too-late',
    title: { en: 'Cancelled after the window: a person approves', 'zh-CN': '超过期限取消:人工审核' },
    rows: ['MC16'],
    async walk(player) {
      await player.order({ paid_minor: 2_350, currency: 'GBP', placedAt: player.ago({ days: 480 }) });
      await player.open('customer', { reason: 'DEFECT', amount_minor: 2_350, narrative: 'The lamp stopped working. (demonstration data)' });
      await player.reviewed('REFER', 'late-application');
      await player.approve('reviewer', 2_350);
      await player.inPhase('closed');
    },
  },
];
