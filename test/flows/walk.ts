import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { Doors } from '../../deploy/dev/scenarios/doors.mjs'
import { scenarios, type Scenario } from '../../deploy/dev/scenarios/index.mjs'
import { Player } from '../../deploy/dev/scenarios/player.mjs'
import { trainStaff } from '../../deploy/dev/scenarios/training.mjs'
import { expectGolden } from './golden-events.js'
import { House } from './house.js'

const people: Readonly<Record<string, string>> = {
  customer: 'customer-lin', agent: 'agent-wang', reviewer: 'reviewer-chen', doctor: 'doctor-he', supervisor: 'supervisor-zhao', 'finance-maker': 'finance-maker-sun',
  'finance-checker': 'finance-checker-zhou', operations: 'operations-wu', auditor: 'auditor-zheng', importer: 'importer-feed', admin: 'admin-qian', service: 'service-internal',
}

/** Every path of a pack over HTTP, each against the golden list of its events. */
export const walkEveryPathOf = (pack: string): void => {
  const paths = scenarios.filter((scenario) => scenario.pack === pack)
  let house: House
  let doors: Doors

  beforeAll(async () => {
    house = await House.start('2026-03-02T02:00:00.000Z')
    const tokens = await Promise.all(Object.entries(people).map(async ([role, sub]) => [role, await house.token(sub, role)] as const))
    doors = new Doors(house.urls, Object.fromEntries(tokens))
    await trainStaff(doors, (role) => people[role]!, house.now)
  }, 60_000)
  afterAll(() => house?.stop())

  const clock = { now: () => new Date(house.now), forward: (ms: number) => house.forward(ms) }

  describe(`paths of ${pack}`, () => {
    it.each(paths.map((path) => [titleOf(path), path] as const))('%s', async (_title, path) => {
      const player = new Player(doors, path, clock)
      expect(await player.play()).toBe('done')
      await house.settled()
      const { events } = await doors.find('audit', 'auditor', `/refund-cases/${player.caseId}/history`)
      expectGolden(`${path.pack}.${path.name}`, events)
    }, 60_000)
  })
}

const titleOf = ({ title, rows }: Scenario): string => `${title.en} (${rows.join(', ')})`
