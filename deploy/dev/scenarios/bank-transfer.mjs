import { createHash } from 'node:crypto';
import { Refused } from './doors.mjs';

/** Somebody has an account at the bank, under that name. @param {string} [behaviour] see the README of the bank's sandbox */
export const hasAccount = (player, accountName, accountNo, behaviour) =>
  player.arrange('sandbox-bank', '/sandbox/accounts', { accountName, accountNo, ...(behaviour ? { behaviour } : {}) });

/**
 * One of finance puts the transfers that wait into a file, another lets exactly that file go to the bank, which works it off.
 * @param {number} times how often the bank has the case's money by then
 */
export async function transferred(player, times = 1) {
  await player.until(`a transfer is queued (${times})`, async () => queuedIn(await player.events())[times - 1]);
  const batchId = await cut(player);
  if (batchId) await approve(player, batchId);
  await player.happened('PayoutSubmitted', times);
  await player.soon({ minutes: 0.5 });
}

/** Each time that the case's money came into the queue: while it waits there it is put off again and again. */
const queuedIn = (events) => events.filter(({ type }) => type.startsWith('Payout')).filter(({ type, data }, index, payouts) =>
  type === 'PayoutDeferred' && data.cause === 'BATCH' && ['PayoutRequested', 'PayoutResubmitted'].includes(payouts[index - 1].type));

/** Undefined when the file of another path took the transfer along. */
async function cut(player) {
  try {
    return (await player.post('payout', 'finance-maker', '/transfer-batches')).id;
  } catch (error) {
    if (error instanceof Refused && error.code === 'NothingQueued') return undefined;
    throw error;
  }
}

async function approve(player, batchId) {
  const batch = await player.until('the batch can be seen', () => player.get('payout', 'finance-checker', `/transfer-batches/${batchId}`));
  const fileSha256 = batch.status === 'cut' ? await hashSeen(player, batchId) : batch.fileSha256;
  await player.post('payout', 'finance-checker', `/transfer-batches/${batchId}/approval`, { fileSha256 });
}

/** Of the bytes that the checker is given to look at. */
async function hashSeen(player, batchId) {
  const file = await player.file('payout', 'finance-checker', `/transfer-batches/${batchId}/file`);
  return createHash('sha256').update(file).digest('hex');
}
