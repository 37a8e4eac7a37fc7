import { Refused } from './doors.mjs';

/** Somebody has an account at the bank, under that name. @param {string} [behaviour] see the README of the bank's sandbox */
export const hasAccount = (player, accountName, accountNo, behaviour) =>
  player.arrange('sandbox-bank', '/sandbox/accounts', { accountName, accountNo, ...(behaviour ? { behaviour } : {}) });

/**
 * One of finance puts the transfers that wait into a file, another lets exactly that file go to the bank, which works it off.
 * @param {number} times how often the case's money was taken over by then
 */
export async function transferred(player, times = 1) {
  await player.happened('PayoutSubmitted', times);
  const batchId = await cut(player);
  if (batchId) await approve(player, batchId);
  await player.soon({ minutes: 0.5 });
}

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
  const { fileSha256 } = await player.until('the batch can be seen', () => player.get('payout', 'finance-checker', `/transfer-batches/${batchId}`));
  await player.post('payout', 'finance-checker', `/transfer-batches/${batchId}/approval`, { fileSha256 });
}
