import { picture } from './pictures.mjs';

const second_ms = 1_000;
const patience_ms = 30_000;

/** Thrown by `wait` where nobody can set the clock forward: the case stays where time has to pass. */
class TimeMustPass extends Error {}

/**
 * Walks one path of a flow through the services' own doors, as `npm start` does for its demonstration and the tests do under a clock of their own.
 * Every command has a key that follows from the path and its place in it, so walking a path twice changes nothing.
 */
export class Player {
  #doors;
  #path;
  #clock;
  #step = 0;
  /** Set by `open`. */
  caseId;
  evidenceIds = [];

  /**
   * @param {import('./doors.mjs').Doors} doors
   * @param {{ name: string, pack: string }} path
   * @param {{ now(): Date, forward?(ms: number): void }} clock without `forward` only real time passes
   */
  constructor(doors, path, clock) {
    this.#doors = doors;
    this.#path = path;
    this.#clock = clock;
  }

  /**
   * Walks the path.
   * @returns {Promise<'done' | 'waiting'>} `waiting` = it stopped where time has to pass
   */
  async play() {
    try {
      await this.#path.walk(this);
      return 'done';
    } catch (error) {
      if (error instanceof TimeMustPass) return 'waiting';
      throw new Error(`${this.#path.pack}/${this.#path.name}, step ${this.#step}: ${error.message}`, { cause: error });
    }
  }

  /** An instant before the beginning of the path. */
  ago({ days = 0, hours = 0 }) {
    return new Date(this.#clock.now().getTime() - (days * 24 + hours) * 3_600 * second_ms).toISOString();
  }

  /** Time passes, where somebody can make it pass; else the path ends here. */
  async wait({ days = 0, hours = 0 }) {
    if (!this.#clock.forward) throw new TimeMustPass();
    this.#clock.forward((days * 24 + hours) * 3_600 * second_ms);
  }

  /** The order that the case is about, paid through the sandbox channel. */
  async order(order) {
    this.orderId = `DEMO-${this.#path.pack}-${this.#path.name}`;
    const { paid_minor, currency = 'CNY', customerId = 'customer-lin', placedAt = this.ago({ days: 3 }), behaviour = '', ...rest } = order;
    const paymentLegs = [{ channel: 'sandbox', reference: `pay-${this.orderId}${behaviour}`, amount_minor: paid_minor }];
    this.currency = currency;
    await this.post('intake', 'importer', '/orders', { orderId: this.orderId, customerId, placedAt, paid_minor, currency, paymentLegs, ...rest });
  }

  /** Opens the case. @param {string} role who asks: `customer`, or `agent` for somebody at the desk */
  async open(role, refund) {
    const body = { orderId: this.orderId, pack: this.#path.pack, currency: this.currency, ...refund };
    const answer = await this.post('intake', role, '/refund-cases', body);
    this.caseId = answer.caseId;
    this.progressToken = answer.progressToken;
    return answer;
  }

  /** One file of evidence; its id goes to `evidenceIds`. */
  async upload(role, kind, fields = {}) {
    const key = `${this.#nextKey()}/${kind}`;
    const { evidenceId } = await this.#doors.upload('intake', role, `/refund-cases/${this.caseId}/evidence`, key, kind, picture(kind, key), fields);
    this.evidenceIds.push(evidenceId);
    return evidenceId;
  }

  /** A command to the case at the door of a service. */
  act(service, role, command, body = {}) {
    return this.post(service, role, `/refund-cases/${this.caseId}/${command}`, body);
  }

  /** Any command; its key follows from its place in the path. @throws {Error} it was refused */
  post(service, role, path, body = {}) {
    return this.#doors.command(service, role, path, this.#nextKey(), body);
  }

  get(service, role, path) {
    return this.#doors.find(service, role, path);
  }

  /** The case as staff sees it. */
  state(role = 'auditor') {
    return this.get('audit', role, `/refund-cases/${this.caseId}`);
  }

  /** Asks until something is so: other services act on what happened in their own time. @throws {Error} it never was */
  async until(what, holds) {
    const until = Date.now() + patience_ms;
    for (;;) {
      const found = await this.state();
      if (holds(found)) return found;
      if (Date.now() > until) throw new Error(`${what}: it never came to that; the case is ${JSON.stringify(found)}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }

  inPhase(phase) {
    return this.until(`the phase ${phase}`, (found) => found.phase === phase);
  }

  /** The machine has looked at the case and left it to a person. */
  referred() {
    return this.until('the automatic review', (found) => found.phase === 'review' && found.autoReviewed);
  }

  /** A finding for one item of the review. */
  finding(role, item, fields = {}) {
    return this.act('audit', role, 'findings', { item, finding: 'CONFIRMED', evidenceIds: this.evidenceIds, ...fields });
  }

  money(amount_minor) {
    return { amount_minor, currency: this.currency };
  }

  #nextKey() {
    this.#step += 1;
    return `${this.#path.pack}/${this.#path.name}/${this.#step}`;
  }
}
