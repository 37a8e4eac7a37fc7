import { afterAll, beforeAll, describe, it } from '@jest/globals'
import { casesFor } from './cases.js'
import type { ChannelUnderTest, Excuses } from './subject.js'

/** Registers with jest every case that a channel has to pass; `make` starts it once. */
export const paymentChannelTck = (
  name: string, cannotHave: Excuses, make: () => Promise<Omit<ChannelUnderTest, 'cannotHave'> & { stop(): Promise<void> }>,
): void => {
  describe(`payment channel TCK (FO10): ${name}`, () => {
    let subject: Awaited<ReturnType<typeof make>>
    beforeAll(async () => {
      subject = await make()
      if ((subject.channel.notices === undefined) !== 'notices' in cannotHave) throw new Error('notices are left out exactly when the channel has none')
    })
    afterAll(() => subject.stop())
    for (const { name: demand, run } of casesFor(cannotHave)) it(demand, () => run({ ...subject, cannotHave }))
  })
}
