import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { tailOf } from './logs.mjs';
import { Problem } from './problem.mjs';
import { supervise } from './supervisor.mjs';

export { findOrFetchNatsServer } from './nats-binary.mjs';

/**
 * Starts nats-server with JetStream on 127.0.0.1, without its monitoring port, and keeps it running.
 * @param {object} options
 * @param {string} options.binary
 * @param {string} options.dataDir holds logs and pids
 * @param {string} options.storeDir what JetStream keeps; survives kill -9
 * @param {number} options.port
 * @param {() => void} [options.onChange] called after every start, also after a crash
 * @param {(line: string) => void} [options.log]
 * @returns {Promise<{ url: string, pid: number | undefined, stop(): Promise<void> }>}
 * @throws {Problem} it does not accept connections within 30 s
 */
export async function startNats({ binary, dataDir, storeDir, port, onChange, log }) {
  mkdirSync(storeDir, { recursive: true, mode: 0o700 });
  const args = ['-js', '-sd', storeDir, '-a', '127.0.0.1', '-p', String(port)];
  const server = await supervise({ name: 'nats', command: binary, args, env: { PATH: process.env.PATH }, cwd: '/', dir: dataDir, onChange, log });
  for (const until = Date.now() + 30_000; !(await greets(port)); await sleep(20)) {
    if (Date.now() < until && server.deaths < 5) continue;
    await server.stop();
    throw new Problem(`NATS does not start. The end of its log ${server.logFile}:\n${tailOf(server.logFile, 15)}`);
  }
  return {
    url: `nats://127.0.0.1:${port}`,
    stop: server.stop,
    get pid() {
      return server.pid;
    },
  };
}

/** A NATS server speaks first; one without JetStream is not ours. */
const greets = (port) =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' });
    const done = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1_000, () => done(false));
    socket.once('error', () => done(false));
    socket.once('data', (data) => done(data.toString().startsWith('INFO ') && data.includes('"jetstream":true')));
  });
