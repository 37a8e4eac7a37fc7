import { randomUUID } from 'node:crypto'
import type { PaymentChannel, RefundAnswer, RefundRequest } from '../port.js'
import type { BankTransferChannel } from './channel.js'

/** Puts all that is queued of a tenant into files and has them approved and sent, as two people would. Answers what became of the last file. */
export const sendQueued = async ({ office }: BankTransferChannel, tenant: string): Promise<RefundAnswer | undefined> => {
  let unsure: RefundAnswer | undefined
  for (let file = await office.cut(tenant, randomUUID()); file; file = await office.cut(tenant, randomUUID())) {
    const delivery = await office.deliver(file.fileNo, file.sha256)
    if (delivery.outcome === 'refused') throw new Error(`the bank refused a file: ${delivery.code}`)
    if (delivery.outcome === 'unknown') unsure = delivery
  }
  return unsure
}

/** Reads every return file that the bank has made since. */
export const readReturns = async ({ office }: BankTransferChannel): Promise<void> => {
  const files = await office.newReturns()
  if ('outcome' in files) throw new Error(`the bank's return files cannot be had: ${files.why}`)
  for (const file of files) {
    const read = await office.read(file)
    if (typeof read === 'string') throw new Error(`a return file was not read: ${read}`)
    await office.doneWith(file)
  }
}

/**
 * The channel with an office that works at once, for tests of channels: as soon as an instruction is there, its file is made, approved and sent. So what goes wrong between us and the
 * bank shows in the answer to the refund, which in earnest shows in the query.
 */
export const withPromptOffice = (channel: BankTransferChannel): PaymentChannel => ({
  name: channel.name,
  rules: channel.rules,
  query: (refund) => channel.query(refund),
  statement: (day) => channel.statement(day),
  refund: async (request: RefundRequest) => {
    const answer = await channel.refund(request)
    return (answer.outcome === 'accepted' ? await sendQueued(channel, request.tenant!) : undefined) ?? answer
  },
})
