import { Counter, Gauge, type Metric } from 'prom-client'
import type { OpenChannels } from './open-channels.js'

const CIRCUIT_VALUES = { closed: 0, 'half-open': 1, open: 2 } as const

/** What happens at the payment channels, by channel. No labels with ids. */
export class ChannelMetrics {
  private readonly answers = new Counter({
    name: 'recourse_payout_answers_total', help: 'Answers of payment channels', labelNames: ['channel', 'question', 'outcome'], registers: [],
  })
  private readonly deferrals = new Counter({
    name: 'recourse_payout_deferrals_total', help: 'Calls of payment channels that were put off, by cause', labelNames: ['channel', 'question', 'cause'], registers: [],
  })
  private readonly notices = new Counter({
    name: 'recourse_channel_notices_total', help: 'Notices that came to the public door: stored, duplicate, unrelated, or why they were rejected', labelNames: ['channel', 'outcome'],
    registers: [],
  })
  private readonly circuits: Gauge

  constructor(channels: OpenChannels) {
    this.circuits = new Gauge({
      name: 'recourse_channel_circuit', help: 'Circuit of a payment channel in this process: 0 closed, 1 half-open, 2 open', labelNames: ['channel'], registers: [],
      collect() {
        for (const { channel, gate } of channels.all) this.set({ channel: channel.name }, CIRCUIT_VALUES[gate.circuitState])
      },
    })
  }

  get all(): readonly Metric[] {
    return [this.answers, this.deferrals, this.notices, this.circuits]
  }

  answered(channel: string, question: 'refund' | 'query', outcome: string): void {
    this.answers.inc({ channel, question, outcome })
  }

  deferred(channel: string, question: 'refund' | 'query', cause: string): void {
    this.deferrals.inc({ channel, question, cause })
  }

  noticed(channel: string, outcome: string): void {
    this.notices.inc({ channel, outcome })
  }
}
