const PER_BATCH = 250;

const orderId = (number) => `bench-${number}`;

/** What a request for a refund of one minor unit of an order says. */
export const refundOf = (number) => ({ orderId: orderId(number), pack: 'retail', reason: 'CANCELLED', amount_minor: 1, currency: 'GBP' });

const DAY_MS = 24 * 3_600_000;

/**
 * Records the synthetic orders 0 to count - 1 over HTTP.
 * @param {string} intakeUrl
 * @param {string} token of an importer
 * @param {number} count
 * @param {number} [age_days]
 */
export async function recordOrders(intakeUrl, token, count, age_days = 1) {
  const placedAt = new Date(Date.now() - age_days * DAY_MS).toISOString();
  for (let from = 0; from < count; from += PER_BATCH) {
    const lines = Array.from({ length: Math.min(PER_BATCH, count - from) }, (_, index) => {
      const id = orderId(from + index);
      const paymentLegs = [{ channel: 'sandbox', reference: id, amount_minor: 10_000 }];
      return JSON.stringify({ orderId: id, placedAt, customerId: `customer-${from + index}`, paid_minor: 10_000, currency: 'GBP', paymentLegs });
    });
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/x-ndjson', 'idempotency-key': `orders-${from}` };
    const response = await fetch(`${intakeUrl}/orders/batch`, { method: 'POST', headers, body: lines.join('\n') });
    const answer = await response.json();
    if (!response.ok || answer.rejected.length > 0) throw new Error(`orders were refused: ${JSON.stringify(answer).slice(0, 500)}`);
  }
}
