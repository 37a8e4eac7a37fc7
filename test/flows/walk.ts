import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { streamName } from '@recourse/kernel'
import { orderStream } from '@recourse/order'
import { trainingStream } from '@recourse/training'
import { cast } from '../../deploy/dev/scenarios/cast.mjs'
import { Doors } from '../../deploy/dev/scenarios/doors.mjs'
import { customerOf, scenarios, type Scenario } from '../../deploy/dev/scenarios/index.mjs'
import { Player } from '../../deploy/dev/scenarios/player.mjs'
import { trainStaff } from '../../deploy/dev/scenarios/training.mjs'
import { expectGolden } from './golden-events.js'
import { House } from './house.js'

/** A Monday in Shanghai, ten in the morning. */
const BEGINS = '2026-03-02T02:00:00.000Z'

/** Every path of a pack, or of another group, over HTTP, each against the golden list of its events. */
export const walkEveryPathOf = (group: string): void => {
  const paths = scenarios.filter((scenario) => (scenario.group ?? scenario.pack) === group)
  let house: House
  let doors: Doors

  beforeAll(async () => {
    house = await House.start(BEGINS)
    const tokens = await Promise.all(Object.entries(cast).map(async ([name, { sub, role }]) => [name, await house.token(sub, role)] as const))
    doors = new Doors(house.urls, Object.fromEntries(tokens))
    house.setClock('2026-02-02T02:00:00.000Z')
    await trainStaff(doors, house.now)
  }, 60_000)
  afterAll(() => house?.stop(), 120_000)

  const clock = { now: () => new Date(house.now), forward: (ms: number) => house.forward(ms), settled: () => house.settled() }

  describe(`paths of ${group}`, () => {
    it.each(paths.map((path) => [titleOf(path), path] as const))('%s', async (_title, path) => {
      house.setClock(path.begins ?? BEGINS)
      const customer = customerOf(path)
      const player = new Player(doors.forCustomer(await house.token(customer, 'customer')), path, clock)
      expect(await player.play(customer)).toBe('done')
      await house.settled()
      const about = [...(player.caseId ? [['refundCase', player.caseId] as const] : []), ...player.also]
      expectGolden(`${path.pack}.${path.name}`, await house.events(about.map(([category, id]) => streamOf(category, id))))
    }, 60_000)
  })
}

const streamOf = (category: string, id: string): string => {
  if (category === 'order') return orderStream('demo', id)
  return category === 'training' ? trainingStream('demo', id) : streamName(category, 'demo', id)
}

const titleOf = ({ title, rows }: Scenario): string => (rows.length > 0 ? `${title.en} (${rows.join(', ')})` : title.en)
