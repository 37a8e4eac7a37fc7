import type { StatementLine, StatementNotReady, Unknown } from '@recourse/payment-channels'
import type { OpenChannel } from '../open-channels.js'

/** `busy`: as many questions as the channel takes are on their way. */
export type Statement = readonly StatementLine[] | StatementNotReady | Unknown | { readonly outcome: 'busy' }

/** Daily statements of channels, each asked for once: for one request, or one pass of the runner over all tenants. */
export class Statements {
  private readonly asked = new Map<string, Promise<Statement>>()

  of(open: OpenChannel, day: string): Promise<Statement> {
    const key = `${open.channel.name}/${day}`
    const answer = this.asked.get(key) ?? ask(open, day)
    this.asked.set(key, answer)
    return answer
  }
}

/** It counts as a question, like those about refunds. */
const ask = async ({ channel, gate }: OpenChannel, day: string): Promise<Statement> => ((await gate.queue('query')) ? { outcome: 'busy' } : channel.statement(day))
