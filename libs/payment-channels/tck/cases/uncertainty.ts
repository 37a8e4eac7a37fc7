import type { UnknownReason } from '../../port.js'
import { assertArrives, assertMoved, assertStatus, assertSucceeds, assertUnknown } from '../assertions.js'
import type { TckCase } from '../case.js'
import type { CoreScenario } from '../subject.js'

/** The answer is lost after the channel took the refund: a query finds it and the same number again changes nothing. */
const lostAnswer = (scenario: CoreScenario, why: UnknownReason): TckCase => ({
  name: `${scenario}: ${why} is unknown, the query finds the success, the same number again moves nothing more`,
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertUnknown(subject, request, why)
    await assertArrives(subject, request)
    await assertSucceeds(subject, request)
    await assertMoved(subject, request, 1)
  },
})

/** Nothing happened: the channel knows nothing, and the same number again moves the money once. */
const lostRequest = (scenario: CoreScenario | 'forged', why: UnknownReason): TckCase => ({
  name: `${scenario}: ${why} is unknown, the query finds nothing, the same number again moves the money once`,
  ...(scenario === 'forged' && { needs: scenario }),
  run: async (subject) => {
    const request = subject.request(scenario)
    await assertUnknown(subject, request, why)
    await assertStatus(subject, request, 'not-found')
    await assertMoved(subject, request, 0)
    await assertSucceeds(subject, request)
    await assertMoved(subject, request, 1)
  },
})

export const uncertainty: readonly TckCase[] = [
  lostAnswer('timeout-after', 'timeout'),
  lostAnswer('server-error-after', 'server-error'),
  lostAnswer('reset-after', 'connection-lost'),
  lostAnswer('garbled', 'unreadable-answer'),
  lostRequest('timeout-before', 'timeout'),
  lostRequest('server-error-before', 'server-error'),
  lostRequest('forged', 'unverified-answer'),
  {
    name: 'timeout-after, then the same number again without a query, moves the money once',
    run: async (subject) => {
      const request = subject.request('timeout-after')
      await assertUnknown(subject, request, 'timeout')
      await assertSucceeds(subject, request)
      await assertMoved(subject, request, 1)
    },
  },
]
