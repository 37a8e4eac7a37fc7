import { randomUUID } from 'node:crypto';
import { AggregateStore, MemoryEventStore } from '@recourse/event-store';
import { isRefusal, money, streamName } from '@recourse/kernel';
import { loadCalendar, loadPolicyPacks } from '@recourse/policy';
import { refundCaseDecider } from '@recourse/refund-case';

const AT_ONCE = 50;
const T0 = '2026-03-02T02:00:00.000Z';
const importer = { id: 'bench', roles: ['importer'] };
const service = { id: 'bench', roles: ['service'] };

/**
 * Fills a store with refund cases that went from request to payment, made by the real decider.
 * @param {import('@recourse/event-store').EventStore} store
 * @param {import('@recourse/event-store').EventCodec} codec
 * @param {number} cases
 * @returns {Promise<number>} how many events that are
 */
export async function writeCases(store, codec, cases) {
  const decider = refundCaseDecider(loadPolicyPacks(), loadCalendar());
  const version = loadPolicyPacks().latest('retail', T0).version;
  let events = 0;
  for (let from = 0; from < cases; from += AT_ONCE) {
    const ids = Array.from({ length: Math.min(AT_ONCE, cases - from) }, () => randomUUID());
    const appended = ids.map(async (caseId) => {
      const stream = streamName('refundCase', 'bench', caseId);
      const memory = new MemoryEventStore();
      const aggregates = new AggregateStore(memory, codec, { now: () => T0 });
      for (const [actor, command] of lifeOf(caseId, version)) {
        const context = { id: randomUUID(), tenant: 'bench', actor, now: T0, correlationId: 'bench' };
        const outcome = await aggregates.execute(decider, stream, { ...command, ...context });
        if (isRefusal(outcome)) throw new Error(`${command.type} was refused: ${outcome.code}`);
      }
      const written = await memory.readStream(stream);
      await store.append(stream, 0, written);
      events += written.length;
    });
    await Promise.all(appended);
  }
  return events;
}

const lifeOf = (caseId, version) => {
  const amount = money(1_250, 'GBP');
  const facts = { customer: 'c-1', placedAt: '2026-03-01T02:00:00.000Z', paid: money(5_000, 'GBP'), rest: money(5_000, 'GBP') };
  const request = { caseId, orderId: `order-${caseId}`, facts, requested: amount, reason: 'CANCELLED', origin: 'ONLINE', wantedWay: 'ORIGINAL', pack: { id: 'retail', version } };
  return [
    [importer, { type: 'RequestRefund', ...request, shown: [] }],
    [service, { type: 'AutomaticallyReview', facts }],
    [service, { type: 'RequestPayout', amount, channel: 'sandbox', facts: { reserved: amount } }],
    [service, { type: 'RecordPayoutSubmitted', payoutNo: 1, channelReference: 'bench' }],
    [service, { type: 'RecordPayoutConfirmed', payoutNo: 1, amount, channelReference: 'bench', settledAt: T0 }],
  ];
};
