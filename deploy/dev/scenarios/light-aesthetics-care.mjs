import { accept, band, offer, readAndSign, signFor } from './settlement.mjs';

const pack = 'light-aesthetics-care';

/** The plan of a treatment that is over now; answers the path to it at the service. */
async function treated(player, project, fields = {}) {
  const body = { customerId: player.customerId, project, treatmentCompletedAt: player.ago({}), pack, ...fields };
  const { id } = await player.post('after-care', 'agent', '/care-plans', body);
  return { id, path: `/care-plans/${id}` };
}

const done = (player, plan, who, taskId, fields = {}) => player.post('after-care', who, `${plan.path}/tasks/${taskId}/completion`, fields);

const greeted = (player, plan) => done(player, plan, 'agent', 'greeting', { note: '已电话问候并发送护理指南。(演示数据)' });

/** Day by day through the first week, and the call after a month. */
async function caredForAMonth(player, plan) {
  await greeted(player, plan);
  for (const nth of [1, 2, 3, 4, 5, 6, 7]) {
    await player.wait({ days: 1 });
    await done(player, plan, 'doctor', `guidance-day-${nth}`);
  }
  await done(player, plan, 'agent', 'effect-1-week', { note: '泛红已退。(演示数据)' });
  await player.wait({ days: 24 });
  await done(player, plan, 'agent', 'effect-1-month', { note: '电话回访并对比照片。(演示数据)' });
}

const reported = async (player, plan, who, severity, description) =>
  (await player.post('after-care', who, `${plan.path}/problems`, { severity, description })).problemId;

const resolved = (player, plan, who, problemId, fields) => player.post('after-care', who, `${plan.path}/problems/${problemId}/resolution`, fields);

const recommended = (player, plan, recommendationId, consentId) =>
  player.post('after-care', 'agent', `${plan.path}/recommendation`, { recommendationId, ...(consentId ? { consentId } : {}) });

/** 轻医美售后 (seed 002): one path per way a plan can go. */
export const lightAestheticsCare = [
  {
    pack,
    name: 'photon',
    title: { en: 'Photon rejuvenation: greeted, guided day by day, tracked for three months', 'zh-CN': '光子嫩肤:当日问候、七日指导、三个月回访' },
    rows: ['AC8', 'AC9', 'AC16'],
    async walk(player) {
      const plan = await treated(player, '光子嫩肤');
      await caredForAMonth(player, plan);
      await done(player, plan, 'operations', 'survey-1-month', { score: 4 });
      await player.wait({ days: 61 });
      await done(player, plan, 'agent', 'revisit-3-months');
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'recommended',
    title: { en: 'Satisfied and consenting: a fitting treatment is recommended, once', 'zh-CN': '客户满意且同意:推荐搭配项目,仅一次' },
    rows: ['AC18', 'AC20'],
    async walk(player) {
      const plan = await treated(player, '水光针');
      await caredForAMonth(player, plan);
      await player.refused('NotSatisfied', () => recommended(player, plan, 'hydra-collagen', 'consent-demo-1'));
      await done(player, plan, 'operations', 'survey-1-month', { score: 5 });
      await player.refused('ConsentMissing', () => recommended(player, plan, 'hydra-collagen'));
      await player.refused('UnknownRecommendation', () => recommended(player, plan, 'thermage-eye-area', 'consent-demo-1'));
      const problemId = await reported(player, plan, 'customer', 'MINOR', '近日有些干燥。(演示数据)');
      await player.refused('ProblemOpen', () => recommended(player, plan, 'hydra-collagen', 'consent-demo-1'));
      await resolved(player, plan, 'supervisor', problemId, { remedy: 'NONE', note: '季节性干燥,已建议加强保湿。(演示数据)' });
      await recommended(player, plan, 'hydra-collagen', 'consent-demo-1');
      await player.refused('AlreadyRecommended', () => recommended(player, plan, 'hydra-collagen', 'consent-demo-1'));
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'dissatisfied',
    title: { en: 'Not satisfied: nothing is recommended', 'zh-CN': '客户不满意:不作任何推荐' },
    rows: ['AC18'],
    async walk(player) {
      const plan = await treated(player, '热玛吉');
      await caredForAMonth(player, plan);
      await done(player, plan, 'operations', 'survey-1-month', { score: 2 });
      await player.refused('NotSatisfied', () => recommended(player, plan, 'thermage-eye-area', 'consent-demo-2'));
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'problem-refunded',
    title: { en: 'A moderate problem, settled by a refund: a case of its own, named in the plan', 'zh-CN': '中度问题:主管以退款处理,关联退款案件' },
    rows: ['AC14', 'AC15', 'AC25'],
    async walk(player) {
      const plan = await treated(player, '光子嫩肤');
      await greeted(player, plan);
      const problemId = await reported(player, plan, 'customer', 'MODERATE', '两颊色沉比术前明显。(演示数据)');
      await player.order({ paid_minor: 168_000, placedAt: player.ago({ days: 1 }) });
      await player.open('agent', { pack: 'clinic-aesthetics', reason: 'EFFECT', amount_minor: 168_000 });
      await player.refused('RefundNeedsCase', () => resolved(player, plan, 'supervisor', problemId, { remedy: 'REFUND' }));
      await resolved(player, plan, 'supervisor', problemId, { remedy: 'REFUND', caseId: player.caseId, note: '同意进入退款流程。(演示数据)' });
      await player.upload('customer', 'purchase');
      for (const kind of ['pre', 'post']) await player.upload('customer', kind, { bodySite: 'CHEEKS' });
      await player.reviewed('REFER', 'medical-judgement');
      for (const item of ['REASON_TRUE', 'PRE_POST_COMPARISON', 'MEDICAL_ADVICE_FOLLOWED', 'POLICY_FIT']) await player.finding('doctor', item);
      await band(player, 80_000, 168_000);
      await offer(player, 'agent', 120_000);
      await accept(player, 'customer', 1);
      await signFor(player, 'supervisor');
      await readAndSign(player);
      await player.received();
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'problem-topped-up',
    title: { en: 'A minor problem, reported by phone: topped up', 'zh-CN': '轻微问题电话登记:补打处理' },
    rows: ['AC14', 'AC15', 'AC25'],
    async walk(player) {
      const plan = await treated(player, '瘦脸针');
      await greeted(player, plan);
      const problemId = await reported(player, plan, 'agent', 'MINOR', '左右略不对称。(演示数据)');
      await resolved(player, plan, 'supervisor', problemId, { remedy: 'TOP_UP', note: '两周后补打。(演示数据)' });
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'adverse-event',
    title: { en: 'An adverse event: to a doctor at once, and nobody else closes it', 'zh-CN': '不良反应:立即转医生处理,他人不得结案' },
    rows: ['AC14'],
    async walk(player) {
      const plan = await treated(player, '水光针');
      await greeted(player, plan);
      const problemId = await reported(player, plan, 'customer', 'ADVERSE_EVENT', '面部大面积风团,呼吸略急。(演示数据)');
      await player.refused('ProblemOfAnotherOwner', () => resolved(player, plan, 'supervisor', problemId, { remedy: 'NONE' }));
      await resolved(player, plan, 'doctor', problemId, { remedy: 'NONE', note: '急性过敏,已就诊并缓解,次日复查。(演示数据)' });
      return [['carePlan', plan.id]];
    },
  },
  {
    pack,
    name: 'overlooked',
    title: { en: 'Nobody greets, nobody answers: every task that is late says so', 'zh-CN': '未按时问候、问题未处理:逾期均有记录' },
    rows: ['AC14'],
    async walk(player) {
      const plan = await treated(player, '新项目');
      const problemId = await reported(player, plan, 'customer', 'SEVERE', '红肿加重。(演示数据)');
      await player.wait({ days: 1 });
      await overdue(player, plan);
      await greeted(player, plan);
      await resolved(player, plan, 'supervisor', problemId, { remedy: 'COMPENSATION', note: '致歉并补偿护理。(演示数据)' });
      return [['carePlan', plan.id]];
    },
  },
];

/** Both the greeting and the problem are known to be late. */
const overdue = (player, plan) =>
  player.until('what is late is marked', async () => {
    const { tasks, problems } = await player.get('after-care', 'supervisor', plan.path);
    return tasks[0].status === 'overdue' && problems[0].status === 'overdue';
  });
