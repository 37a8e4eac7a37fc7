import { createHash } from 'node:crypto';

/** The steps of a negotiation, as paths of packs that need a signed agreement put them together (docs/settlement.md). */

/** The reviewer ends the review with the band inside which both sides may agree. */
export const band = (player, low_minor, high_minor, { who = 'reviewer', breakdown } = {}) =>
  player.act('audit', who, 'review-completion', { low_minor, high_minor, currency: player.currency, ...(breakdown ? { breakdown } : {}) });

/** A first offer, or a better one of the same side. @param {string} who `customer`, or somebody of staff for the operator */
export const offer = (player, who, amount_minor, terms = {}) => player.act('audit', who, 'offers', { ...player.money(amount_minor), ...terms });

/** Something else instead of the other side's offer. */
export const counter = (player, who, offerNo, amount_minor, terms = {}) =>
  player.act('audit', who, `offers/${offerNo}/counter`, { ...player.money(amount_minor), ...terms });

/** The other side takes an offer exactly as it stands; the agreement is drafted from it. */
export async function accept(player, who, offerNo) {
  const made = (await player.events()).find(({ type, data }) => ['OfferMade', 'OfferCountered'].includes(type) && data.offerNo === offerNo);
  await player.act('audit', who, `offers/${offerNo}/acceptance`, { offerHash: made.data.offerHash });
}

/** What the last accepted offer became. @returns {Promise<{ documentSha256: string, clauses: { id: string }[] }>} */
export const drafted = async (player, times = 1) => (await player.happened('AgreementDrafted', times)).data;

const signature = ({ documentSha256, clauses }) => ({ documentSha256, acknowledgedClauses: clauses.map(({ id }) => id) });

/** The operator's signature. */
export const signFor = async (player, who, times = 1) => player.act('audit', who, 'agreement/signature', signature(await drafted(player, times)));

/**
 * The customer downloads the agreement, reads it as long as the pack wants and signs; time passes here.
 * @param {object} [how] `payee` = where the money goes when not the way it came
 * @throws {Error} what was served is not what was drafted
 */
export async function readAndSign(player, { times = 1, payee } = {}) {
  const agreement = await drafted(player, times);
  await reads(player, agreement);
  await player.wait({ minutes: 1 });
  await player.act('audit', 'customer', 'agreement/signature', { ...signature(agreement), ...(payee ? { payee } : {}) });
}

/** The customer opens the document, which has to be the one that was drafted. */
export async function reads(player, { documentSha256 }) {
  const served = createHash('sha256').update(await player.download('audit', 'customer', 'agreement')).digest('hex');
  if (served !== documentSha256) throw new Error(`the agreement was served with SHA-256 ${served}, not ${documentSha256}`);
  await player.act('audit', 'customer', 'agreement/reading', { documentSha256 });
}
