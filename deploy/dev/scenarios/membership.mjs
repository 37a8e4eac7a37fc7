import { hasAccount, transferred } from './bank-transfer.mjs';
import { createHash } from 'node:crypto';
import { cast } from './cast.mjs';

const pack = 'membership';
const items = ['USED_PART', 'FAULT_SIDE', 'POLICY_FIT'];

/** A day so long ago. */
const day = (player, time) => player.ago(time).slice(0, 10);

/** Ten visits for 1,000.00, bought over a year ago. */
const tenVisits = (player, terms = {}) => ({ kind: 'METERED', concludedOn: day(player, { days: 400 }), paidOn: day(player, { days: 400 }), units: 10, ...terms });

/** A member of long standing asks for money back, and a person has to work out how much. */
async function memberAsks(player, reason, { paid_minor = 100_000, amount_minor = paid_minor, narrative, prepaid, evidence = [] }) {
  await player.order({ paid_minor, placedAt: player.ago({ days: 400 }), prepaid: prepaid ?? tenVisits(player) });
  await player.open('customer', { reason, amount_minor, narrative });
  for (const kind of evidence) await player.upload('customer', kind);
  await player.reviewed('REFER', 'used-part-to-compute');
}

async function examined(player, who = 'reviewer') {
  for (const item of items) await player.finding(who, item);
}

/** What the law gives back for what was used. @returns {Promise<number>} in fen */
async function calculated(player, usage, who = 'reviewer') {
  await player.act('audit', who, 'calculation', usage);
  const { data } = await player.happened('RefundCalculated');
  return data.sum.minor;
}

const sha256 = (text) => createHash('sha256').update(text).digest('hex');
const checklist = ['clause-fits', 'amount-right', 'evidence-sufficient', 'in-time', 'four-eyes', 'customer-informed', 'tone'];

/** 会员退费 (seed 003): one path per way a case can go. */
export const membership = [
  {
    pack,
    name: 'cooling-off',
    title: { en: 'Within seven days and nothing used: everything back, by the machine', 'zh-CN': '付款七日内且未使用:自动审核通过,全额退还' },
    rows: ['MB1', 'MB6'],
    async walk(player) {
      const prepaid = { kind: 'METERED', concludedOn: day(player, { days: 3 }), paidOn: day(player, { days: 3 }), units: 20 };
      await player.order({ paid_minor: 298_000, placedAt: player.ago({ days: 3 }), delivery: { status: 'PENDING' }, prepaid });
      await player.open('customer', { reason: 'COOLING_OFF', amount_minor: 298_000, narrative: '办卡当天比较冲动,还没有用过。(演示数据)' });
      await player.reviewed('APPROVE', 'cooling-off');
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'service-shortfall',
    title: { en: 'The shop fell short: what was used at the discount price, and interest', 'zh-CN': '服务未达约定:已用部分按折扣价扣除,并计利息' },
    rows: ['MB1', 'MB2', 'MB7'],
    async walk(player) {
      await memberAsks(player, 'SERVICE_SHORTFALL', { narrative: '承诺的高级技师换成了学员,多次反映无果。(演示数据)', evidence: ['purchase'] });
      await examined(player);
      await player.refused('CalculationMissing', () => player.approve('reviewer', 70_000));
      const sum_minor = await calculated(player, { used: [{ units: 3, listPrice_minor: 20_000 }], rescindedOn: day(player, { days: 60 }) });
      await player.refused('BelowCalculation', () => player.approve('reviewer', sum_minor - 1));
      await player.approve('reviewer', sum_minor);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'personal',
    title: { en: 'For the member\'s own reasons: what was used at the list price', 'zh-CN': '会员个人原因:已用部分按原价扣除' },
    rows: ['MB1', 'MB2', 'MB7'],
    async walk(player) {
      await memberAsks(player, 'PERSONAL', { narrative: '下个月调到外地工作。(演示数据)' });
      await examined(player);
      const sum_minor = await calculated(player, { used: [{ units: 3, listPrice_minor: 20_000 }] });
      await player.approve('reviewer', sum_minor);
      await player.received();
    },
  },
  {
    pack,
    name: 'closed-full',
    title: { en: 'The shop has closed: with interest it would be more than was paid, and what was paid comes back', 'zh-CN': '门店关闭:加计利息超过已付金额,退还不超过已付部分' },
    rows: ['MB2'],
    async walk(player) {
      await memberAsks(player, 'CLOSED_OR_MOVED', { narrative: '门店贴出停业通知,一次都没有用上。(演示数据)' });
      await examined(player);
      await calculated(player, { used: [], rescindedOn: day(player, { days: 90 }) });
      await player.approve('reviewer', 100_000);
      await player.received();
    },
  },
  {
    pack,
    name: 'on-paper',
    title: { en: 'Applied for on paper: the desk keeps the scan', 'zh-CN': '线下书面申请:柜台上传扫描件' },
    rows: ['MB5'],
    async walk(player) {
      await player.order({ paid_minor: 100_000, placedAt: player.ago({ days: 400 }), prepaid: tenVisits(player) });
      await player.open('agent', { reason: 'HEALTH', amount_minor: 100_000, origin: 'OFFLINE', narrative: '膝盖手术,医生建议停止训练。(演示数据)' });
      await player.upload('agent', 'other');
      await player.upload('agent', 'application');
      await player.reviewed('REFER', 'used-part-to-compute');
      await examined(player);
      await player.approve('reviewer', await calculated(player, { used: [{ units: 4, listPrice_minor: 16_000 }] }));
      await player.received();
    },
  },
  {
    pack,
    name: 'by-transfer-file',
    title: { en: 'The member asks for a bank transfer: to an account of their own name only', 'zh-CN': '会员要求退至银行账户:仅限本人同名账户' },
    rows: ['MB4'],
    async walk(player) {
      const name = '顾长安(演示)';
      await player.order({ paid_minor: 100_000, placedAt: player.ago({ days: 400 }), prepaid: tenVisits(player), payerName: name, behaviour: 'closed-account' });
      const request = { reason: 'CLOSED_OR_MOVED', amount_minor: 100_000, way: 'BANK_TRANSFER', narrative: '付款的卡已经注销。(演示数据)' };
      const account = '6222000000000005';
      await player.refused('PayeeNameDiffers', () => player.open('customer', { ...request, payee: { name: '顾平(演示)', account } }));
      await hasAccount(player, name, account);
      await player.open('customer', { ...request, payee: { name, account } });
      await player.reviewed('REFER', 'used-part-to-compute');
      await examined(player);
      await player.approve('reviewer', await calculated(player, { used: [{ units: 4, listPrice_minor: 16_000 }] }));
      await transferred(player);
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'alternatives',
    title: { en: 'Asks first what there is: to pause, extend, pass on; takes the money', 'zh-CN': '先行试算:可暂停、延期、转让;仍选择退费' },
    rows: ['MB11', 'MC15'],
    async walk(player) {
      const prepaid = tenVisits(player, { term: { from: day(player, { days: 400 }), to: day(player, { days: -200 }) } });
      await player.order({ paid_minor: 100_000, placedAt: player.ago({ days: 400 }), prepaid });
      const used = [{ units: 5, listPrice_minor: 14_000 }];
      const answer = await player.post('intake', 'customer', '/eligibility', { orderId: player.orderId, pack, reason: 'PERSONAL', used });
      const kinds = answer.alternatives.map(({ kind }) => kind);
      if (!['PAUSE', 'EXTENSION', 'TRANSFER'].every((kind) => kinds.includes(kind))) throw new Error(`other ways to settle were ${kinds.join(', ') || 'none'}`);
      await player.open('customer', { reason: 'PERSONAL', amount_minor: 100_000, narrative: '了解过暂停和转让,还是希望退费。(演示数据)' });
      await player.reviewed('REFER', 'used-part-to-compute');
      await examined(player);
      await player.approve('reviewer', await calculated(player, { used }));
      await player.received();
    },
  },
  {
    pack,
    name: 'above-the-limit',
    title: { en: 'Above the limit: proposed by one, confirmed by another', 'zh-CN': '超过限额:一人提议,另一人确认' },
    rows: [],
    async walk(player) {
      await memberAsks(player, 'SERVICE_SHORTFALL', { paid_minor: 680_000, narrative: '私教课程长期约不到课。(演示数据)', evidence: ['purchase'] });
      await examined(player);
      const sum_minor = await calculated(player, { used: [{ units: 2, listPrice_minor: 90_000 }] });
      await player.refused('SecondApproverNeeded', () => player.approve('reviewer', sum_minor));
      await player.approve('reviewer', sum_minor, 'approval-proposal');
      await player.check('finance-checker', 'approval-confirmation');
      await player.received();
      return [['order', player.orderId]];
    },
  },
  {
    pack,
    name: 'lapsed-proposal',
    title: { en: 'Nobody confirms in time: the proposal lapses and is made anew', 'zh-CN': '提议逾期未确认:失效退回审核,重新提议' },
    rows: ['LS20'],
    async walk(player) {
      await memberAsks(player, 'SERVICE_SHORTFALL', { paid_minor: 560_000, narrative: '更换场地后距离过远。(演示数据)', evidence: ['purchase'] });
      await examined(player);
      const sum_minor = await calculated(player, { used: [] });
      const asked_minor = Math.min(sum_minor, 560_000);
      await player.approve('reviewer', asked_minor, 'approval-proposal');
      await player.wait({ days: 8 });
      await player.happened('ApprovalLapsed');
      await player.approve('reviewer', asked_minor, 'approval-proposal');
      await player.check('supervisor', 'approval-confirmation', { times: 2 });
      await player.received();
    },
  },
  {
    pack,
    name: 'high-risk',
    title: { en: 'The fourth request of a day with a file seen before: a person looks, and pays', 'zh-CN': '一天内第四次申请且凭证重复:转人工核实后仍予退还' },
    rows: ['MB13'],
    async walk(player) {
      for (const nth of [1, 2, 3]) {
        await player.order({ nth, paid_minor: 50_000, placedAt: player.ago({ days: 100 }), prepaid: tenVisits(player) });
        await player.open('customer', { reason: 'HEALTH', amount_minor: 50_000 });
        await player.upload('customer', 'other', {}, 'medical-certificate');
        await player.happened('AutoReviewed');
        await player.act('intake', 'customer', 'withdrawal', { reason: 'Wrong card' });
      }
      await player.order({ nth: 4, paid_minor: 50_000, placedAt: player.ago({ days: 400 }), prepaid: tenVisits(player) });
      await player.open('customer', { reason: 'HEALTH', amount_minor: 50_000, narrative: '同一张诊断书,前三次选错了卡。(演示数据)' });
      await player.upload('customer', 'other', {}, 'medical-certificate');
      await player.reviewed('REFER', 'risk-high');
      await examined(player);
      await player.approve('reviewer', Math.min(50_000, await calculated(player, { used: [{ units: 1, listPrice_minor: 8_000 }] })));
      await player.received();
    },
  },
  {
    pack,
    name: 'untrained',
    title: { en: 'A new reviewer may not decide before the course is passed', 'zh-CN': '新审核员未通过培训不得决定,考核合格后办理' },
    rows: ['MB20', 'MB22'],
    async walk(player) {
      const person = cast.newcomer.sub;
      const { items: curricula } = await player.get('audit', 'operations', '/curricula');
      const course = curricula.find(({ id }) => id === 'refund-policy');
      const record = { person, course: course.id, items: course.items.map(({ id }) => id), heldAt: player.ago({ hours: 1 }), trainer: 'trainer-demo' };
      await memberAsks(player, 'PERSONAL', { narrative: '不再需要。(演示数据)' });
      await examined(player, 'newcomer');
      const sum_minor = await calculated(player, { used: [{ units: 6, listPrice_minor: 12_000 }] }, 'newcomer');
      await player.refused('TrainingMissing', () => player.approve('newcomer', sum_minor));
      await player.post('audit', 'operations', '/training-records', { ...record, score_percent: course.passMark_percent - 1 });
      await player.refused('TrainingMissing', () => player.approve('newcomer', sum_minor));
      await player.post('audit', 'operations', '/training-records', { ...record, score_percent: course.passMark_percent });
      await player.approve('newcomer', sum_minor);
      await player.received();
      return [['training', person]];
    },
  },
  {
    pack,
    name: 'erased',
    title: { en: 'After the case is closed the member is forgotten; what was decided stays provable', 'zh-CN': '结案后应会员要求删除个人信息,处理过程仍可核验' },
    rows: [],
    async walk(player) {
      await memberAsks(player, 'PERSONAL', { narrative: '请退费并删除我的资料。(演示数据)' });
      await examined(player);
      await player.approve('reviewer', await calculated(player, { used: [{ units: 9, listPrice_minor: 10_500 }] }));
      await player.received();
      await player.happened('SurveySent');
      await player.post('audit', 'admin', `/persons/${player.customerId}/erasure`);
      await player.happened('CustomerErased');
      const { ok } = await player.get('audit', 'auditor', `/refund-cases/${player.caseId}/verify`);
      if (!ok) throw new Error('the history of an erased customer can no longer be verified');
    },
  },
  {
    pack,
    name: 'spot-check',
    title: { en: 'A spot check, announced before the draw: a finding, corrected and verified', 'zh-CN': '随机抽查:先承诺后揭示、他人复查、整改、核实闭环' },
    rows: ['MB33', 'MB34', 'MB35'],
    // After every other path, so that the period holds no case but these.
    begins: '2026-09-07T02:00:00.000Z',
    async walk(player) {
      const seed = sha256('twenty dice of the demonstration');
      const period = { from: player.ago({ hours: 1 }), to: player.ago({ hours: -24 }) };
      const { id: roundId } = await player.post('audit', 'operations', '/spot-checks', { ...period, seedSha256: sha256(seed), packs: [pack] });
      const cases = [];
      for (const nth of [1, 2]) {
        await player.order({ nth, paid_minor: 100_000, placedAt: player.ago({ days: 400 }), prepaid: tenVisits(player) });
        await player.open('customer', { reason: 'PERSONAL', amount_minor: 100_000 });
        await player.reviewed('REFER', 'used-part-to-compute');
        await examined(player);
        await player.approve('reviewer', await calculated(player, { used: [{ units: 5, listPrice_minor: 12_000 }] }));
        await player.received();
        cases.push(player.caseId);
      }
      await player.wait({ days: 1 });
      const round = `/spot-checks/${roundId}`;
      await player.post('audit', 'operations', `${round}/reveal`, { seed });
      const { checks } = await player.get('audit', 'auditor', round);
      player.caseId = checks[0].caseId;
      await player.happened('SpotCheckSelected');
      const answers = checklist.map((item) => ({ item, finding: item === 'customer-informed' ? 'NOT_OK' : 'OK' }));
      const result = `${round}/checks/${player.caseId}/result`;
      await player.refused('CheckerHandledCase', () => player.post('audit', 'reviewer', result, { answers }));
      await player.post('audit', 'second-reviewer', result, { answers, note: '决定作出后未告知会员计算方法。(演示数据)' });
      await player.happened('SpotCheckCompleted');
      const actions = `${round}/corrective-actions`;
      const task = { caseId: player.caseId, owner: cast.agent.sub, dueAt: player.ago({ days: -3 }), text: '向会员逐项说明计算方法,并更新话术。(演示数据)' };
      const { actionId } = await player.post('audit', 'supervisor', actions, task);
      await player.post('audit', 'agent', `${actions}/${actionId}/completion`, { note: '已电话说明。(演示数据)' });
      await player.post('audit', 'supervisor', `${actions}/${actionId}/verification`, { solved: false, dueAt: player.ago({ days: -5 }) });
      await player.post('audit', 'agent', `${actions}/${actionId}/completion`, { note: '话术已更新。(演示数据)' });
      await player.post('audit', 'supervisor', `${actions}/${actionId}/verification`, { solved: true });
      return [['spotCheck', roundId]];
    },
  },
];
