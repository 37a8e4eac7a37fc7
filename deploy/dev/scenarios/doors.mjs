/** The services' HTTP doors as demo people use them. */
export class Doors {
  #services;
  #tokens;

  /**
   * @param {Record<string, string>} services base URLs
   * @param {Record<string, string>} tokens by the name of whoever acts, see cast.mjs
   */
  constructor(services, tokens) {
    this.#services = services;
    this.#tokens = tokens;
  }

  /** The same doors with another customer. @param {string} token */
  forCustomer(token) {
    return new Doors(this.#services, { ...this.#tokens, customer: token });
  }

  /** @returns {Promise<any>} the answer, or undefined when there is no such thing */
  async find(service, role, path) {
    const response = await this.#send(service, role, path, {});
    return response.status === 404 ? undefined : answerOf(response, path);
  }

  /**
   * A command; `key` is fixed, so that repeating it changes nothing.
   * @returns {Promise<any>} the answer
   * @throws {Refused}
   */
  async command(service, role, path, key, body = {}) {
    const headers = { 'content-type': 'application/json', 'idempotency-key': `demo/${key}` };
    return answerOf(await this.#send(service, role, path, { method: 'POST', headers, body: JSON.stringify(body) }), path);
  }

  /** @returns {Promise<Buffer>} the document as it was served */
  async download(service, role, path) {
    const response = await this.#send(service, role, path, {});
    return response.ok ? Buffer.from(await response.arrayBuffer()) : answerOf(response, path);
  }

  async upload(service, role, path, key, kind, content, fields = {}) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ kind, ...fields })) form.set(name, value);
    form.set('file', new Blob([content], { type: 'image/png' }), `${kind}.png`);
    return answerOf(await this.#send(service, role, path, { method: 'POST', headers: { 'idempotency-key': `demo/${key}` }, body: form }), path);
  }

  #send(service, role, path, { headers = {}, ...request }) {
    const base = this.#services[service];
    if (!base) throw new Error(`${service} does not run`);
    return fetch(base + path, { ...request, headers: { authorization: `Bearer ${this.#tokens[role]}`, ...headers }, signal: AbortSignal.timeout(10_000) });
  }
}

/** A service said no; `code` as in its problem. */
export class Refused extends Error {
  constructor(message, code) {
    super(message);
    this.code = code;
  }
}

async function answerOf(response, path) {
  const body = await response.json();
  if (!response.ok) throw new Refused(`${path}: ${body.title} (${body.code})${body.errors ? ` ${JSON.stringify(body.errors)}` : ''}`, body.code);
  return body;
}
