import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { cast } from '../../deploy/dev/scenarios/cast.mjs'
import { Doors } from '../../deploy/dev/scenarios/doors.mjs'
import { customerOf, scenarios } from '../../deploy/dev/scenarios/index.mjs'
import { Player } from '../../deploy/dev/scenarios/player.mjs'
import { trainStaff } from '../../deploy/dev/scenarios/training.mjs'
import { House } from './house.js'

const BEGAN = '2026-03-02T02:00:00.000Z'
const AT_ONCE = 4

/** The paths as `npm start` walks them: several at once, none waited for by the others, and where time has to pass the path ends. */
describe('the demonstration', () => {
  let house: House
  let doors: Doors

  beforeAll(async () => {
    house = await House.start(BEGAN)
    const tokens = await Promise.all(Object.entries(cast).map(async ([name, { sub, role }]) => [name, await house.token(sub, role)] as const))
    doors = new Doors(house.urls, Object.fromEntries(tokens))
    await trainStaff(doors, BEGAN)
  }, 60_000)
  afterAll(() => house?.stop())

  const walkAll = async (): Promise<void> => {
    const left = [...scenarios]
    const walkNext = async (): Promise<void> => {
      for (let path = left.shift(); path; path = left.shift()) {
        const customer = customerOf(path)
        await new Player(doors.forCustomer(await house.token(customer, 'customer')), path, { now: () => new Date(BEGAN) }).play(customer)
      }
    }
    await Promise.all(Array.from({ length: AT_ONCE }, walkNext))
    await house.settled()
  }
  const typesByStream = async () => (await house.pool.query('SELECT stream, count(*)::int AS events FROM event GROUP BY stream ORDER BY stream')).rows

  it('walks every path, and walking them again an hour later changes nothing', async () => {
    await walkAll()
    house.setClock('2026-03-02T03:00:00.000Z')
    await house.settled()
    const before = await typesByStream()
    await walkAll()
    expect(await typesByStream()).toEqual(before)
  }, 180_000)
})
