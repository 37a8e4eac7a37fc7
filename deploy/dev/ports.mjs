import { createServer } from 'node:net';
import { Problem } from './problem.mjs';

const claimed = new Set();

/**
 * The wanted port on 127.0.0.1, or the next free one after it. A port is handed out once per process,
 * so that two calls before the first listener never get the same one.
 * @param {number} wanted 0 = any free port
 * @returns {Promise<number>}
 */
export async function freePort(wanted) {
  for (let port = wanted; port < Math.min(wanted + 500, 65_536); port += 1) {
    if (claimed.has(port)) continue;
    const got = await listenOnce(port);
    if (got === undefined || claimed.has(got)) {
      if (wanted === 0) port -= 1;
      continue;
    }
    claimed.add(got);
    return got;
  }
  throw new Problem(`No free port on 127.0.0.1 from ${wanted} on: end a program that listens there.`);
}

const listenOnce = (port) =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const got = server.address().port;
      server.close(() => resolve(got));
    });
  });
