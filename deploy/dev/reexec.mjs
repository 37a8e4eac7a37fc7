import { spawn } from 'node:child_process';
import { dirname, delimiter } from 'node:path';
import { modernNode } from './install.mjs';

/**
 * Goes on in a Node that is new enough. Returns at once when this one is; otherwise runs the same script
 * there, passes signals on and never returns: this process ends with the other's exit code.
 * @param {string} root the checkout
 * @param {string} script absolute path of the running script
 */
export async function underModernNode(root, script) {
  const node = modernNode(root);
  if (node === process.execPath) return;
  const env = { ...process.env, PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}` };
  const child = spawn(node, [script, ...process.argv.slice(2)], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'], env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  whenNpmDies(() => child.kill());
  const [code, signal] = await new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (...how) => resolve(how));
  });
  process.exit(code ?? (signal === 'SIGINT' ? 130 : 1));
}

/**
 * Calls back once when the process should stop: Ctrl-C, SIGTERM, a closed terminal, the end of npm, or the
 * death of the older Node that started this one (even by kill -9: the channel between the two closes).
 * @param {(reason: string) => void} stop
 */
export function onStopWish(stop) {
  let asked = false;
  const once = (reason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => once(signal));
  whenNpmDies(() => once('npm ended'));
  if (process.channel) {
    process.on('disconnect', () => once('disconnect'));
    process.channel.unref();
  }
  // A reader that went away (`npm start | head`) must not take the launcher down before its children.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}

/** npm passes SIGTERM on to its shell only, which dies of it without a word to us; that shows as a new parent. */
function whenNpmDies(callback) {
  if (!process.env.npm_lifecycle_event) return;
  const parent = process.ppid;
  const watch = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(watch);
    callback();
  }, 250).unref();
}
