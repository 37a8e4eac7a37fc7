import { describe, expect, it } from '@jest/globals'
import type { EventCodec } from '@recourse/event-store'
import type { RecordedEvent } from '@recourse/kernel'
import { payeeOf } from './payee.js'

const naming = (type: string, account: string) => ({ type, sealed: {}, account }) as unknown as RecordedEvent
const codec = { open: async (event: unknown) => ({ payee: { name: '林小满', account: (event as { account: string }).account } }) } as Pick<EventCodec, 'open'>
const requested = naming('RefundRequested', '6222-asked')
const corrected = naming('PayoutDetailsCorrected', '6222-corrected')

describe('the payee', () => {
  it('is the one of the request when another way was wanted', async () => {
    expect(await payeeOf(codec, 'BANK_TRANSFER', [requested])).toMatchObject({ accountNo: '6222-asked' })
  })

  it('is the one of the customer\'s signature when another way was agreed, and nobody when it was not (MC12)', async () => {
    const signed = naming('AgreementSigned', '6222-signed')
    expect(await payeeOf(codec, 'BANK_TRANSFER', [requested, signed])).toMatchObject({ accountNo: '6222-signed' })
    expect(await payeeOf(codec, 'ORIGINAL', [requested, signed])).toBeUndefined()
  })

  it('is nobody when the money goes back the way it came, whatever the request names', async () => {
    expect(await payeeOf(codec, 'ORIGINAL', [requested])).toBeUndefined()
  })

  it('is the one of the newest correction, on any way', async () => {
    for (const way of ['ORIGINAL', 'BANK_TRANSFER']) expect(await payeeOf(codec, way, [requested, corrected])).toMatchObject({ accountNo: '6222-corrected' })
  })
})
