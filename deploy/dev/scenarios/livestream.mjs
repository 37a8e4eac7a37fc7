const pack = 'livestream-aesthetics';

/** A course bought in a live stream; the screenshot of the purchase is there, and a person has to decide. */
async function asked(player, reason, amount_minor, narrative, { paid_minor = amount_minor, ...order } = {}) {
  await player.order({ paid_minor, placedAt: player.ago({ days: 20 }), ...order });
  await player.open('customer', { reason, amount_minor, narrative, contact: { name: '林小满(演示)', phone: '13800000001' } });
  await player.upload('customer', 'purchase');
  await player.reviewed('REFER', 'person-decides');
}

/** The machine found that the policy fits; the person agrees. */
async function found(player, who, genuine = {}) {
  await player.finding(who, 'PURCHASE_GENUINE', genuine);
  await player.finding(who, 'POLICY_FIT');
}

const reached = (player, who) => player.act('audit', who, 'contact-attempts', { channel: 'PHONE', outcome: 'REACHED' });

/** 直播间医美 (seed 000): one path per way a case can go. */
export const livestream = [
  {
    pack,
    name: 'cooling-off',
    title: { en: 'Within seven days, nothing used: the machine approves in full', 'zh-CN': '付款七日内未消费:自动审核全额退款' },
    rows: ['LS1', 'LS8'],
    async walk(player) {
      await player.order({ paid_minor: 298_000, placedAt: player.ago({ days: 2 }), delivery: { status: 'PENDING' } });
      const narrative = '冲动下单,尚未到店使用,申请退款。(演示数据)';
      await player.open('customer', { reason: 'COOLING_OFF', amount_minor: 298_000, narrative });
      await player.upload('customer', 'purchase');
      await player.reviewed('APPROVE', 'cooling-off');
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'misleading',
    title: { en: 'The host promised what was not true: a person approves in full', 'zh-CN': '主播虚假宣传:人工审核全额退款' },
    rows: ['LS1', 'LS2', 'LS14'],
    async walk(player) {
      await asked(player, 'MISLEADING_PROMOTION', 298_000, '直播间说三次光子嫩肤全程由主任医生操作,到店后被告知主任医生需另付费。(演示数据)');
      await player.act('audit', 'supervisor', 'assignment', { assignee: 'reviewer-chen' });
      await found(player, 'reviewer', { note: '直播回放与描述一致。(演示数据)' });
      await player.approve('reviewer', 298_000);
      await player.received();
    },
  },
  {
    pack,
    name: 'partly-provided',
    title: { en: 'Three of five treatments were given: a part is refunded', 'zh-CN': '五次已做三次:部分退款' },
    rows: ['LS1'],
    async walk(player) {
      await asked(player, 'NOT_PROVIDED', 400_000, '五次疗程只做了三次,剩余两次一直约不上。(演示数据)');
      await found(player, 'reviewer');
      const breakdown = [{ label: '已付', amount_minor: 400_000 }, { label: '已做三次', amount_minor: -240_000 }];
      await player.act('audit', 'reviewer', 'approval', { ...player.money(160_000), breakdown });
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'own-cause',
    title: { en: 'Own cause: refused, appealed, overturned, paid in part', 'zh-CN': '个人原因被拒绝:申诉后改判,部分退款' },
    rows: ['LS1', 'LS14'],
    async walk(player) {
      await asked(player, 'PERSONAL', 198_000, '工作调动到外地,无法继续疗程。(演示数据)');
      await found(player, 'reviewer');
      await reached(player, 'agent');
      await player.act('audit', 'reviewer', 'refusal', { reason: 'Asked after the seven days, for a reason of your own', clauseId: 'cooling-off' });
      await player.act('intake', 'customer', 'appeal', { narrative: '疗程一次未做,请退还未使用部分。(演示数据)' });
      const explanation = '七日期满不影响未使用部分的协商退款,请另行审核。(演示数据)';
      await player.act('audit', 'second-supervisor', 'appeal-decision', { outcome: 'OVERTURNED', explanation });
      await player.inPhase('review', 2);
      await player.approve('second-reviewer', 158_400);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'evidence-supplied',
    title: { en: 'Asked for the chat: the clock stands still until it is there', 'zh-CN': '要求补充聊天记录:补齐前时限暂停' },
    rows: ['LS6', 'LS13'],
    async walk(player) {
      await asked(player, 'MISLEADING_PROMOTION', 129_000, '主播私信承诺赠送一次补水,到店不认。(演示数据)');
      await player.act('audit', 'reviewer', 'evidence-requests', { kinds: ['chat'], note: '请补充与主播的私信截图。(演示数据)' });
      await player.wait({ days: 2 });
      await player.upload('customer', 'chat');
      await player.happened('ClockResumed');
      await found(player, 'reviewer');
      await player.approve('reviewer', 129_000);
      await player.received();
    },
  },
  {
    pack,
    name: 'evidence-missing',
    title: { en: 'Asked for the chat, it never comes: decided on what is there', 'zh-CN': '逾期未补充材料:按现有材料作出决定' },
    rows: ['LS6', 'LS13'],
    async walk(player) {
      await asked(player, 'GOODS_DEFECT', 36_800, '直播间买的面膜有异味。(演示数据)');
      await player.act('audit', 'reviewer', 'evidence-requests', { kinds: ['chat'] });
      await player.wait({ days: 7, hours: 14, minutes: 1 });
      await player.happened('ClockResumed');
      await found(player, 'reviewer');
      await player.approve('reviewer', 18_400);
      await player.received();
    },
  },
  {
    pack,
    name: 'overdue',
    title: { en: 'Three working days pass, one a worked Saturday: to the superior', 'zh-CN': '三个工作日(含调休上班日)超时:升级至上级' },
    rows: ['LS3', 'LS13', 'LS20'],
    // A Thursday; the Saturday after it is worked.
    begins: '2026-02-26T02:00:00.000Z',
    async walk(player) {
      await asked(player, 'NOT_PROVIDED', 268_000, '约了四次都被临时取消。(演示数据)');
      await player.wait({ days: 4, hours: 14 });
      await player.happened('CaseEscalated');
      await player.act('audit', 'supervisor', 'takeover', { reason: 'Overdue at review' });
      await found(player, 'supervisor');
      await player.approve('supervisor', 268_000);
      await player.received();
    },
  },
  {
    pack,
    name: 'legal-opinion',
    title: { en: 'Counsel is asked and late; with the opinion it is refused', 'zh-CN': '征询法律意见:逾期提醒,收到后作出拒绝决定' },
    rows: ['LS14', 'LS20'],
    async walk(player) {
      await asked(player, 'PERSONAL', 88_000, '孩子升学需要用钱,想退掉已经做完的疗程。(演示数据)');
      await found(player, 'reviewer');
      await reached(player, 'agent');
      await player.act('audit', 'reviewer', 'legal-opinion-requests', { question: '疗程已全部完成,是否仍有退款义务?(演示数据)' });
      await player.wait({ days: 3, hours: 14 });
      await player.happened('CaseEscalated');
      await player.wait({ days: 1 });
      await player.happened('CaseEscalated', 2);
      await player.wait({ days: 3 });
      await player.happened('LegalOpinionOverdue');
      await player.act('audit', 'supervisor', 'legal-opinions', { finding: 'NOT_OWED', opinion: '服务已按约履行完毕,无返还义务。(演示数据)' });
      await player.act('audit', 'reviewer', 'refusal', { reason: 'Every treatment was given, after the seven days', clauseId: 'cooling-off' });
    },
  },
];
