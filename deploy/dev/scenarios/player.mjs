import { createHash } from 'node:crypto';
import { Refused } from './doors.mjs';
import { picture } from './pictures.mjs';

const minute_ms = 60_000;
/** A channel that finds two refunds too close together is asked again after a minute. */
const patience_ms = 120_000;

/** Thrown by `wait` where nobody can set the clock forward: the case stays where time has to pass. */
class TimeMustPass extends Error {}

const milliseconds = ({ days = 0, hours = 0, minutes = 0 }) => ((days * 24 + hours) * 60 + minutes) * minute_ms;

/**
 * Walks one path of a flow through the services' own doors, as `npm start` does for its demonstration and the tests do under a clock of their own.
 * Every command has a key that follows from the path and its place in it, and whatever is waited for stays so once it has happened: walking a path
 * twice changes nothing.
 */
export class Player {
  #doors;
  #path;
  #clock;
  #step = 0;
  /** The path was walked before, perhaps only in part. */
  #again = false;
  /** Set by `order` and `open`. */
  orderId;
  caseId;
  evidenceIds = [];
  /** What the path is about beside its case: category and id of other streams. */
  also = [];

  /**
   * @param {import('./doors.mjs').Doors} doors in which `customer` is the customer of this path
   * @param {import('./index.mjs').Scenario} path
   * @param {{ now(): Date, forward?(ms: number): void, settled?(): Promise<void> }} clock without `forward` only real time passes;
   *   `settled` lets everybody finish before somebody acts, so that a path leaves the same events every time
   */
  constructor(doors, path, clock) {
    this.#doors = doors;
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * Walks the path.
   * @param {string} customerId whose order it is: the `sub` of who acts as `customer`
   * @returns {Promise<'done' | 'waiting'>} `waiting` = it stopped where time has to pass
   * @throws {Error} it went another way
   */
  async play(customerId) {
    this.customerId = customerId;
    try {
      this.also = (await this.#path.walk(this)) ?? [];
      return 'done';
    } catch (error) {
      if (error instanceof TimeMustPass) return 'waiting';
      if (await this.#endedWithErasure(error)) return 'done';
      throw new Error(`${this.#path.pack}/${this.#path.name}, step ${this.#step}: ${error.message}`, { cause: error });
    }
  }

  /** The instant that lies so long before now; of `npm start`, before the first one. */
  ago(time) {
    return new Date(this.#clock.now().getTime() - milliseconds(time)).toISOString();
  }

  /** The day in Beijing, `YYYY-MM-DD`. */
  today() {
    return new Date(this.#clock.now().getTime() + milliseconds({ hours: 8 })).toISOString().slice(0, 10);
  }

  /** A little time, which passes by itself where nobody can set the clock forward. */
  async soon(time) {
    if (this.#clock.forward) await this.wait(time);
  }

  /** Time passes, where somebody can make it pass; else the path ends here. */
  async wait(time) {
    if (!this.#clock.forward) throw new TimeMustPass();
    await this.#clock.settled?.();
    this.#clock.forward(milliseconds(time));
  }

  /**
   * The order that the case is about, paid through one channel, or with `legs` through several.
   * @param {object} order `nth` tells a customer's orders apart; `behaviour` = how the channel treats its refund, see the README of its sandbox
   */
  async order({ paid_minor, currency = 'CNY', placedAt = this.ago({ days: 3 }), nth, channel = 'sandbox', behaviour, legs = [{ channel, behaviour, paid_minor }], ...rest }) {
    this.orderId = ['DEMO', this.#path.pack, this.#path.name, ...(nth ? [nth] : [])].join('-');
    this.currency = currency;
    const paymentLegs = legs.map((leg) => ({ channel: leg.channel, reference: this.paymentReference(leg.channel, leg.behaviour), amount_minor: leg.paid_minor }));
    const order = { orderId: this.orderId, customerId: this.customerId, placedAt, paid_minor, currency, paymentLegs, ...rest };
    await this.post('intake', 'importer', '/orders', order);
  }

  /** The number that a channel knows a payment of the order by; that of WeChat Pay has 32 characters at most. */
  paymentReference(channel, behaviour) {
    const payment = channel === 'sandbox' ? `pay-${this.orderId}` : createHash('sha256').update(`${channel}/${this.orderId}`).digest('hex').slice(0, 12);
    return [payment, ...(behaviour ? [behaviour] : [])].join('-');
  }

  /** Opens the case. @param {string} who asks: `customer`, or `agent` for somebody at the desk */
  async open(who, refund) {
    const body = { orderId: this.orderId, pack: this.#path.pack, currency: this.currency, ...refund };
    const answer = await this.post('intake', who, '/refund-cases', body);
    this.caseId = answer.caseId;
    this.evidenceIds = [];
    this.progressToken = answer.progressToken;
    return answer;
  }

  /** One file of evidence; its id goes to `evidenceIds`. @param {string} [subject] what it is of: the same one gives the same file */
  async upload(who, kind, fields = {}, subject = undefined) {
    const key = `${this.#nextKey()}/${kind}`;
    const path = `/refund-cases/${this.caseId}/evidence`;
    const { evidenceId } = await this.#doors.upload('intake', who, path, key, kind, picture(kind, subject ?? key), fields);
    this.evidenceIds.push(evidenceId);
    return evidenceId;
  }

  /** A command to the case at the door of a service. @param {string} who see cast.mjs */
  act(service, who, command, body = {}) {
    return this.post(service, who, `/refund-cases/${this.caseId}/${command}`, body);
  }

  /** Any command; its key follows from its place in the path. @throws {Refused} */
  async post(service, who, path, body = {}) {
    await this.#clock.settled?.();
    const answer = await this.#doors.command(service, who, path, this.#nextKey(), body);
    this.#again ||= answer.repeated === true;
    return answer;
  }

  /** Something outside of Recourse that the path needs; doing it again changes nothing, so it has no place in the path. */
  async arrange(service, path, body) {
    await this.#doors.command(service, 'service', path, 'arranged', body);
  }

  /**
   * Something that has to be refused. It is tried in the first walk only: later the case has gone on, and it might succeed.
   * @param {string} code
   * @param {() => Promise<unknown>} attempt leaves nothing behind, so it has no place of its own in the path
   * @throws {Error} it was not
   */
  async refused(code, attempt) {
    if (this.#again) return;
    const step = this.#step;
    try {
      await attempt();
    } catch (error) {
      this.#step = step;
      if (error instanceof Refused && error.code === code) return;
      throw error;
    }
    throw new Error(`this was accepted, not refused as ${code}`);
  }

  /** A document of the case, as it was served. @returns {Promise<Buffer>} */
  download(service, who, document) {
    return this.file(service, who, `/refund-cases/${this.caseId}/${document}`);
  }

  /** A file, as it was served. @returns {Promise<Buffer>} */
  file(service, who, path) {
    return this.#doors.download(service, who, path);
  }

  get(service, who, path) {
    return this.#doors.find(service, who, path);
  }

  /** The case as staff sees it now. */
  state(who = 'auditor') {
    return this.get('audit', who, `/refund-cases/${this.caseId}`);
  }

  /** Every event of the case so far. */
  async events() {
    return (await this.get('audit', 'auditor', `/refund-cases/${this.caseId}/history`))?.events ?? [];
  }

  /**
   * Asks until there is an answer: other services act on what happened in their own time.
   * @template T
   * @param {string} what
   * @param {() => Promise<T | undefined>} find must go on finding it, however the case goes on
   * @returns {Promise<T>}
   * @throws {Error} it never came
   */
  async until(what, find) {
    const end = Date.now() + patience_ms;
    for (;;) {
      const found = await find();
      if (found) return found;
      if (Date.now() > end) throw new Error(`${what}: it never came to that; the case is ${JSON.stringify(await this.state())}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  /** The event of a type, as soon as there is one. @param {number} times the how-manyeth */
  happened(type, times = 1) {
    return this.until(`${type} (${times})`, async () => (await this.events()).filter((event) => event.type === type)[times - 1]);
  }

  /** Resolves once the case has come into a phase. @param {number} times the how-manyeth time */
  inPhase(phase, times = 1) {
    const leadsThere = ({ type, data }) => (type === 'RefundCaseClosed' ? phase === 'closed' : data.opens?.stage === phase);
    return this.until(`the phase ${phase} (${times})`, async () => (await this.events()).filter(leadsThere)[times - 1]);
  }

  /** The machine has looked at the case. @param {'APPROVE' | 'REFER'} verdict @throws {Error} it decided otherwise */
  async reviewed(verdict, ruleId) {
    const { data } = await this.happened('AutoReviewed');
    if (data.verdict !== verdict || data.ruleId !== ruleId) throw new Error(`the machine said ${data.verdict} by ${data.ruleId}, not ${verdict} by ${ruleId}`);
  }

  /** A finding for one item of the review, resting on all evidence there is. */
  finding(who, item, fields = {}) {
    return this.act('audit', who, 'findings', { item, finding: 'CONFIRMED', evidenceIds: [...this.evidenceIds], ...fields });
  }

  /** An approval by one person, or with `approval-proposal` the first half of one by two. */
  approve(who, amount_minor, command = 'approval') {
    return this.act('audit', who, command, this.money(amount_minor));
  }

  /** The second half, over what was proposed last. @param {'approval-confirmation' | 'approval-rejection'} command */
  async check(who, command, { times = 1, ...body } = {}) {
    const { data } = await this.happened('ApprovalProposed', times);
    return this.act('audit', who, command, { approvalHash: data.approvalHash, ...body });
  }

  /** A payout is sent again by a second person, who has looked at its last correction, if it needed one. */
  async resubmit(who) {
    const corrected = (await this.events()).findLast(({ type }) => type === 'PayoutDetailsCorrected');
    return this.act('payout', who, 'payout-resubmission', corrected ? { correctionVersion: corrected.version } : {});
  }

  /** The customer has the money and says so. */
  async received() {
    await this.inPhase('receipt');
    await this.act('payout', 'customer', 'receipt-confirmation');
  }

  money(amount_minor) {
    return { amount_minor, currency: this.currency };
  }

  /** Who was erased at the end of the path can ask for nothing again: it was walked, and its case is the one of its order. */
  async #endedWithErasure(error) {
    if (this.caseId || !(error instanceof Refused) || error.code !== 'PersonErased') return false;
    const { items } = await this.get('audit', 'auditor', `/refund-cases?orderId=${this.orderId}`);
    this.caseId = items[0]?.caseId;
    return this.caseId !== undefined;
  }

  #nextKey() {
    this.#step += 1;
    return `${this.#path.pack}/${this.#path.name}/${this.#step}`;
  }
}
