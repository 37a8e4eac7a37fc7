import { picture } from '../scenarios/pictures.mjs';

/** The demo person of the role `customer`; the others buy here too, but have no login. */
const lin = 'customer-lin';
const hour_ms = 3_600_000;
const day_ms = 24 * hour_ms;

const before = (began, ms) => new Date(began.getTime() - ms).toISOString();
const dayInShanghai = (began, days) => new Date(began.getTime() + days * day_ms + 8 * hour_ms).toISOString().slice(0, 10);

/** 直播间医美: a course bought in a live stream; the screenshot is there, the case waits in the review queue. */
export async function livestream(doors, began) {
  const orderId = 'DEMO-LS-1001';
  await record(doors, { orderId, placedAt: before(began, 4 * day_ms), customerId: lin, paid_minor: 298_000 });
  await request(doors, 'customer', {
    orderId,
    pack: 'livestream-aesthetics',
    reason: 'MISLEADING_PROMOTION',
    amount_minor: 298_000,
    narrative: '直播间说三次光子嫩肤全程由主任医生操作,到店后被告知主任医生需另付费,与宣传不符,申请全额退款。(演示数据)',
    contact: { name: '林小满(演示)', phone: '13800000001' },
  });
}

/** 医美客户: all four review items have their finding; the case waits for an approval. */
export async function clinic(doors, began) {
  const orderId = 'DEMO-CL-1002';
  await record(doors, { orderId, placedAt: before(began, 45 * day_ms), customerId: 'customer-demo-su', paid_minor: 680_000 });
  const { id, evidenceIds } = await request(doors, 'agent', {
    orderId,
    pack: 'clinic-aesthetics',
    reason: 'EFFECT',
    amount_minor: 340_000,
    origin: 'OFFLINE',
    narrative: '水光针疗程结束一个月,改善不明显,医嘱均已遵守,希望退还一半费用。(演示数据)',
    contact: { name: '苏晚晴(演示)', phone: '13800000002' },
  });
  await doors.command('audit', 'supervisor', `/refund-cases/${id}/assignment`, 'clinic/assignment', { assignee: 'reviewer-chen' });
  await findings(doors, id, 'clinic-aesthetics', evidenceIds);
}

/** 会员: computed by the days left of a year's pass; above the limit it is proposed by one person and waits for a second one. */
export async function membership(doors, began) {
  const orderId = 'DEMO-MB-1003';
  const amount_minor = 960_000;
  const bought = dayInShanghai(began, -91);
  const prepaid = { kind: 'UNLIMITED', concludedOn: bought, paidOn: bought, term: { from: bought, to: dayInShanghai(began, 364 - 91) } };
  await record(doors, { orderId, placedAt: before(began, 91 * day_ms), customerId: 'customer-demo-zhou', paid_minor: 1_280_000, prepaid });
  const { id, evidenceIds } = await request(doors, 'agent', {
    orderId,
    pack: 'membership',
    reason: 'CLOSED_OR_MOVED',
    amount_minor,
    origin: 'OFFLINE',
    narrative: '门店搬迁后距离太远无法继续使用,年卡已用三个月,申请退还剩余九个月会费。(演示数据)',
    contact: { name: '周一帆(演示)', phone: '13800000003' },
  });
  await findings(doors, id, 'membership', evidenceIds);
  await doors.command('audit', 'reviewer', `/refund-cases/${id}/calculation`, 'membership/calculation', { used: [] });
  await doors.command('audit', 'reviewer', `/refund-cases/${id}/approval-proposal`, 'membership/proposal', { amount_minor, currency: 'CNY' });
}

export const markerOrder = 'DEMO-FD-1000';

/** 在线订餐: never delivered, and the promised time has passed: approved and paid by itself. */
export async function foodDelivery(doors, began) {
  const orderId = 'DEMO-FD-1004';
  await record(doors, { orderId, placedAt: before(began, 3 * hour_ms), customerId: lin, paid_minor: 6_850, delivery: lateDelivery(began) });
  await request(doors, 'customer', {
    orderId,
    pack: 'food-delivery',
    reason: 'NOT_DELIVERED',
    amount_minor: 6_850,
    narrative: '麻辣香锅套餐一直显示配送中,超过承诺时间一个多小时仍未送达。(演示数据)',
  });
}

/** A transfer that the bank turns away because the name is wrong: waits for a corrected payee. */
export async function wrongName(doors, began) {
  const orderId = 'DEMO-FD-1005';
  await record(doors, { orderId, placedAt: before(began, 3 * hour_ms), customerId: lin, paid_minor: 12_900, delivery: lateDelivery(began) });
  await request(doors, 'customer', {
    orderId,
    pack: 'food-delivery',
    reason: 'NOT_DELIVERED',
    amount_minor: 12_900,
    way: 'BANK_TRANSFER',
    payee: { name: '林小曼(演示)', account: '6222000000000001-wrong-name' },
    narrative: '两份寿喜锅未送达,请退到我的银行卡。(演示数据)',
  });
}

/** An order that nobody complains about. Its time is that of the first run. */
export async function marker(doors, began) {
  await record(doors, { orderId: markerOrder, placedAt: began.toISOString(), customerId: lin, paid_minor: 3_200 });
}

const lateDelivery = (began) => ({ status: 'IN_TRANSIT', eta: before(began, 2 * hour_ms) });

const record = (doors, order) =>
  doors.command('intake', 'service', '/orders', `order/${order.orderId}`, {
    ...order,
    currency: 'CNY',
    paymentLegs: [{ channel: 'sandbox', reference: `pay-${order.orderId}`, amount_minor: order.paid_minor }],
  });

/** Opens a case and uploads every kind of evidence that its reason demands. */
async function request(doors, role, refund) {
  const key = `case/${refund.orderId}`;
  const { id } = await doors.command('intake', role, '/refund-cases', key, { ...refund, currency: 'CNY' });
  const { reasons } = await doors.find('intake', role, `/packs/${refund.pack}`);
  const evidenceIds = [];
  for (const kind of reasons.find(({ code }) => code === refund.reason).requiredEvidence) {
    const { evidenceId } = await doors.upload('intake', role, `/refund-cases/${id}/evidence`, `${key}/evidence/${kind}`, kind, picture(kind, key), shows(kind));
    evidenceIds.push(evidenceId);
  }
  return { id, evidenceIds };
}

/** A picture from before and one from after can be compared only when both say what they show. */
const shows = (kind) => (['pre', 'post'].includes(kind) ? { bodySite: 'WHOLE_FACE' } : {});

async function findings(doors, id, pack, evidenceIds) {
  const { reviewItems } = await doors.find('intake', 'reviewer', `/packs/${pack}`);
  for (const { code: item } of reviewItems) {
    const role = item.startsWith('MEDICAL') ? 'doctor' : 'reviewer';
    await doors.command('audit', role, `/refund-cases/${id}/findings`, `case/${id}/finding/${item}`, { item, finding: 'CONFIRMED', evidenceIds });
  }
}
