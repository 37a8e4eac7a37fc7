/** 轻医美售后: a care plan whose first task is done and which has one open problem. */
export async function careOfALightTreatment(doors, began) {
  const customerId = 'customer-demo-he';
  const { id } = await doors.command('after-care', 'agent', '/care-plans', 'care/plan', {
    customerId,
    project: '光子嫩肤',
    treatmentCompletedAt: began.toISOString(),
  });
  await doors.command('after-care', 'agent', `/care-plans/${id}/tasks/greeting/completion`, 'care/greeting', {
    note: '已致谢并发放护理须知,顾客表示知晓 24 小时内避免高温与化妆。(演示数据)',
  });
  await doors.command('after-care', 'agent', `/care-plans/${id}/problems`, 'care/problem', {
    severity: 'MODERATE',
    description: '术后第一天两颊仍有轻微红热感,已建议冷敷并请医生跟进。(演示数据)',
  });
}
