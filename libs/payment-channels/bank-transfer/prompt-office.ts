import { randomUUID } from 'node:crypto'
import type { PaymentChannel, RefundRequest, RefundStatus, Unknown } from '../port.js'
import type { BankTransferChannel } from './channel.js'

/**
 * An office that works at once, for tests: maker and checker in one. It remembers what it has approved, because a file whose answer was lost goes again, byte for byte the same.
 * Several clients of one bank share it.
 */
export class PromptOffice {
  private readonly approved = new Map<string, string>()

  /** Puts all that is queued of a tenant into files, approves and sends them, and what did not get through before. Answers what is not known of the last one. */
  async sendQueued({ office }: BankTransferChannel, tenant: string): Promise<Unknown | undefined> {
    for (let file = await office.cut(tenant, randomUUID()); file; file = await office.cut(tenant, randomUUID())) this.approved.set(file.fileNo, file.sha256)
    let unsure: Unknown | undefined
    for (const [fileNo, sha256] of this.approved) {
      const delivery = await office.deliver(fileNo, sha256)
      if (delivery.outcome === 'refused') throw new Error(`the bank refused a file: ${delivery.code}`)
      if (delivery.outcome === 'unknown') unsure = delivery
      else this.approved.delete(fileNo)
    }
    return unsure
  }

  /**
   * The channel as if its office were part of it: so what goes wrong between us and the bank shows in the answer to the refund, and a file that the bank does not have is not found.
   * In earnest a refund is only queued, and what is not at the bank yet is pending.
   */
  over(channel: BankTransferChannel): PaymentChannel {
    return {
      name: channel.name,
      rules: channel.rules,
      statement: (day) => channel.statement(day),
      query: async (refund): Promise<RefundStatus> =>
        (await channel.office.locateInstruction(refund.outRefundNo))?.outcome === 'absent' ? { outcome: 'not-found' } : channel.query(refund),
      refund: async (request: RefundRequest) => {
        const answer = await channel.refund(request)
        if (answer.outcome !== 'accepted') return answer
        return (await this.sendQueued(channel, request.tenant!)) ?? { outcome: 'accepted', channelReference: answer.channelReference }
      },
    }
  }
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
