import type { PaymentChannel, StatementLine, StatementNotReady, Unknown } from '@recourse/payment-channels'

export type Statement = readonly StatementLine[] | StatementNotReady | Unknown

/** Daily statements of channels, each asked for once: for one request, or one pass of the runner over all tenants. */
export class Statements {
  private readonly asked = new Map<string, Promise<Statement>>()

  of(channel: PaymentChannel, day: string): Promise<Statement> {
    const key = `${channel.name}/${day}`
    const answer = this.asked.get(key) ?? channel.statement(day)
    this.asked.set(key, answer)
    return answer
  }
}
