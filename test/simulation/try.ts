import { faultsIn } from './judge.js'
import { World } from './world.js'
const [, , from = '1', count = '1', commands = '40', trace] = process.argv
const counts = new Map<string, number>()
let t0 = performance.now()
let cpu0 = process.cpuUsage()
let steps = 0, events = 0
for (let seed = Number(from); seed < Number(from) + Number(count); seed += 1) {
  const lines: string[] = []
  const { appendFileSync } = await import('node:fs')
  const t = performance.now()
  if (seed === Number(from) + 5) cpu0 = process.cpuUsage()
  const world = new World({ seed, commands: Number(commands), ...(trace ? { onNote: (line: string) => { lines.push(line); if (lines.length % 20000 === 0) appendFileSync('/tmp/trace-live.txt', lines.splice(0).join('\n')) } } : {}) })
  try { await world.run(); const faults = await faultsIn(world); if (faults.length) console.log('FAULTS', seed, JSON.stringify(faults, null, 1).slice(0, 3000)) } catch (error) { console.log('FAILED', seed, error) }
  if (Number(count) < 6) console.log(seed, Math.round(performance.now() - t), 'ms steps', world.scheduler.steps, 'virtual s', Math.round(world.scheduler.now_ms / 1000), world.now, 'events', world.log.head, 'cases', world.cases.length, 'ack', world.acknowledged.length, world.scheduler.traceHash, Object.fromEntries(world.faults.counts))
  if (trace) console.log([...world.errors])
  if (trace) { const { writeFileSync } = await import('node:fs'); writeFileSync('/tmp/trace.txt', lines.join('\n')) }
  steps += world.scheduler.steps; events += Number(world.log.head)
  for (const [k, v] of world.faults.counts) counts.set(k, (counts.get(k) ?? 0) + v)
}
const cpu = process.cpuUsage(cpu0)
console.log('cpu ms per seed', Math.round((cpu.user + cpu.system) / 1000 / (Number(count) - 5)), 'steps', steps / Number(count), 'events', events / Number(count))
console.log(Number(count) / ((performance.now() - t0) / 1000), 'seeds/s', Object.fromEntries(counts))
