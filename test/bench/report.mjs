import { arch, availableParallelism, cpus, loadavg, platform, totalmem } from 'node:os';

/** Where and when it was measured, and how busy the machine was before. */
export const machine = () => ({
  at: new Date().toISOString(),
  node: process.version,
  platform: `${platform()} ${arch()}`,
  cpu: `${availableParallelism()} × ${cpus()[0].model}`,
  memory_gib: Math.round(totalmem() / 2 ** 30),
  load_1_min: loadavg()[0],
});

export function printTable({ at, node, platform: system, cpu, memory_gib, load_1_min }, figures) {
  console.log(`\n${at}  ${cpu}, ${memory_gib} GiB, ${system}, Node ${node}, load before ${load_1_min.toFixed(1)}\n`);
  const lines = figures.map((figure) => [figure.name, `${number(figure.ours)} ${figure.unit}`, `${number(figure.baseline)} ${figure.against}`, figure.ratio.toFixed(2), judged(figure)]);
  const table = [['figure', 'Recourse', 'baseline', 'ratio', 'aim'], ...lines];
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)));
  for (const line of table) console.log(line.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
}

/** @param {{ ours: number, ratio: number, aim?: { ratio?: number, atLeast?: number, below?: number } }} figure */
const judged = ({ ours, ratio, aim }) => {
  if (!aim) return '';
  if (aim.ratio !== undefined) return `ratio ≥ ${aim.ratio}: ${ratio >= aim.ratio ? 'met' : 'missed'}`;
  if (aim.atLeast !== undefined) return `≥ ${number(aim.atLeast)}: ${ours >= aim.atLeast ? 'met' : 'missed'}`;
  return `< ${number(aim.below)}: ${ours < aim.below ? 'met' : 'missed'}`;
};

const number = (value) => value.toLocaleString('en', { maximumFractionDigits: value < 100 ? 1 : 0 });
