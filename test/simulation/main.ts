import { parseArgs } from 'node:util'
import { FAULTS, type Fault } from './faults.js'
import { DEFECTS, type Defect } from './sabotage.js'
import { keepSeed } from './seeds.js'
import { replayOf, simulate, type Outcome } from './simulate.js'

const USAGE = `npm run simulate -- --seeds N [--from SEED] [--commands N]
npm run simulate -- --seed SEED [--commands N] [--trace]
  --defect ${DEFECTS.join(' | ')}   puts a defect in, to see that it is found; nothing is kept then`

const options = {
  seeds: { type: 'string' }, from: { type: 'string' }, seed: { type: 'string' }, commands: { type: 'string' }, defect: { type: 'string' }, trace: { type: 'boolean' }, help: { type: 'boolean' },
} as const

const wholeNumber = (text: string | undefined, name: string): number | undefined => {
  if (text === undefined) return undefined
  if (!/^\d{1,9}$/.test(text)) throw new Error(`--${name} takes a whole number, not ${text}\n\n${USAGE}`)
  return Number(text)
}

const defectOf = (text: string | undefined): Defect | undefined => {
  if (text !== undefined && !(DEFECTS as readonly string[]).includes(text)) throw new Error(`there is no defect called ${text}\n\n${USAGE}`)
  return text as Defect | undefined
}

const tell = (outcome: Outcome): void => {
  const { seed, commands, violations, traceHash, steps, events } = outcome
  if (violations.length === 0) return console.log(`seed ${seed}: all invariants hold (${commands} commands, ${events} events, ${steps} steps, trace ${traceHash})`)
  console.log(`seed ${seed} FAILS (${commands} commands, trace ${traceHash}):\n${JSON.stringify(violations, null, 2)}\nreplay: ${replayOf(outcome)}`)
}

/** @returns whether everything held */
const main = async (): Promise<boolean> => {
  const { values } = parseArgs({ options })
  if (values.help) {
    console.log(USAGE)
    return true
  }
  const one = wholeNumber(values.seed, 'seed')
  const first = one ?? wholeNumber(values.from, 'from') ?? 1
  const count = one === undefined ? wholeNumber(values.seeds, 'seeds') ?? 100 : 1
  const commands = wholeNumber(values.commands, 'commands')
  const defect = defectOf(values.defect)
  const trace = values.trace ? { onNote: (line: string) => console.log(line) } : {}
  const struck = new Map<Fault, number>()
  const sums = { failed: 0, events: 0, commands: 0 }
  const startedAt = performance.now()
  for (let seed = first; seed < first + count; seed += 1) {
    const outcome = await simulate({ seed, ...(commands === undefined ? {} : { commands }), ...(defect ? { defect } : {}), ...trace })
    for (const [fault, times] of outcome.struck) struck.set(fault, (struck.get(fault) ?? 0) + times)
    sums.events += outcome.events
    sums.commands += outcome.commands
    if (outcome.violations.length > 0) {
      sums.failed += 1
      if (!defect) keepSeed(outcome)
    }
    if (count === 1 || outcome.violations.length > 0) tell(outcome)
    else if ((seed - first + 1) % 500 === 0) console.log(`${seed - first + 1} seeds, ${sums.failed} failed`)
  }
  const seconds = (performance.now() - startedAt) / 1000
  const { user, system } = process.cpuUsage()
  console.log(`${count} seeds, ${sums.failed} failed, ${sums.commands} commands, ${sums.events} events, ${seconds.toFixed(1)} s, of which ${((user + system) / 1e6).toFixed(1)} s of a processor`)
  console.log(FAULTS.map((fault) => `${struck.get(fault) ?? 0} × ${fault}`).join(', '))
  return sums.failed === 0
}

main().then((held) => process.exit(held ? 0 : 1), (error: Error) => {
  console.error(error.message)
  process.exit(2)
})
