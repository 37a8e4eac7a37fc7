import { describe, expect, it } from '@jest/globals'
import { faultsIn } from '@recourse/test-support/invariants'
import { natsMessages } from '@recourse/test-support/nats-messages'
import { useSystem } from '@recourse/test-support/system'
import { doors } from './doors.js'
import { flows } from './flows.js'
import { personalData } from './personal-data.js'
import { tenancy } from './tenancy.js'

// One system for all of them: seven processes take longer to start than these tests to run. Few requests at once, so that a crowd can be too many.
const used = useSystem({ environment: { HTTP_QUEUE_LIMIT: '24' } })

flows(used)
doors(used)
tenancy(used)
personalData(used)

describe('after all of that', () => {
  it('every invariant holds, and NATS carries every event once', used.test(async () => {
    const { system } = used
    await system.settled()
    expect(await faultsIn(system)).toEqual([])
    const { rows } = await system.pool.query<{ count: number }>('SELECT count(*)::int AS count FROM event')
    expect((await natsMessages(system.natsUrl)).length).toBe(rows[0]!.count)
  }))
})
