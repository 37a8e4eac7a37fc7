/**
 * Measures two things in turn, A B A B …, so that a noisy machine treats both alike.
 * @param {number} rounds
 * @param {(round: number) => Promise<number>} ours
 * @param {(round: number) => Promise<number>} baseline
 * @returns {Promise<{ ours: number, baseline: number, ratio: number }>} medians; the ratio is the median of the rounds' own ratios
 */
export async function inTurn(rounds, ours, baseline) {
  const measured = [];
  for (let round = 0; round < rounds; round += 1) measured.push([await ours(round), await baseline(round)]);
  return {
    ours: median(measured.map(([value]) => value)),
    baseline: median(measured.map(([, value]) => value)),
    ratio: median(measured.map(([value, base]) => value / base)),
  };
}

/** Nearest rank. */
export const percentile = (values, percent) => values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil((values.length * percent) / 100) - 1)];

export const median = (values) => percentile(values, 50);

/** Seconds that work takes. */
export async function secondsOf(work) {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1_000;
}

/**
 * Runs `writers` loops side by side for a time.
 * @param {(writer: number, count: number) => Promise<unknown>} once
 * @returns {Promise<number>} calls per second
 */
export async function perSecond(writers, within_ms, once) {
  const end = performance.now() + within_ms;
  let calls = 0;
  const loop = async (writer) => {
    for (let count = 0; performance.now() < end; count += 1) {
      await once(writer, count);
      calls += 1;
    }
  };
  const seconds = await secondsOf(() => Promise.all(Array.from({ length: writers }, (_, writer) => loop(writer))));
  return calls / seconds;
}

/**
 * Does something a number of times, at most `workers` at once.
 * @param {number} times
 * @param {number} workers
 * @param {(index: number) => Promise<unknown>} once
 */
export async function inWorkers(times, workers, once) {
  let next = 0;
  const worker = async () => {
    while (next < times) await once(next++);
  };
  await Promise.all(Array.from({ length: workers }, worker));
}
