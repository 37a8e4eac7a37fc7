import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { paymentChannelCases } from './cases.js'
import type { ChannelUnderTest } from './subject.js'

/** Registers every case with jest against one channel, which `make` starts once. */
export const paymentChannelTck = (name: string, make: () => Promise<ChannelUnderTest & { stop(): Promise<void> }>): void => {
  describe(`payment channel TCK: ${name}`, () => {
    let subject: Awaited<ReturnType<typeof make>>
    beforeAll(async () => {
      subject = await make()
    })
    afterAll(() => subject.stop())
    for (const { name: demand, run } of paymentChannelCases) it(demand, () => run(subject))
  })
}
