// Resident memory of every service, idle and after the load of the figures before.
import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { services } from '../../deploy/dev/services.mjs';

const MIB = 1024;

/** @param {{ pidOf(name: string): number | undefined }} system @returns {Record<string, number>} MiB by service */
export const memoryOf = (system) => Object.fromEntries(services.map(({ name }) => [name, residentMib(system.pidOf(name))]));

const residentMib = (pid) => Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' })) / MIB;

/** What it takes when nothing happens. */
export async function idleMemoryOf(system) {
  await sleep(2_000);
  return memoryOf(system);
}

/** The figure's baseline is the same process before the load. */
export const memoryFigures = (idle, loaded) =>
  services.map(({ name }) => ({
    name: `memory, ${name}`, unit: 'MiB after load', against: 'MiB idle', ours: loaded[name], baseline: idle[name], ratio: loaded[name] / idle[name], aim: { below: 250 },
  }));
