import { Counter } from 'prom-client'

/** Answers of payment channels, by channel, question and outcome. No labels with ids. */
export class PayoutAnswers {
  readonly counter = new Counter({
    name: 'recourse_payout_answers_total', help: 'Answers of payment channels', labelNames: ['channel', 'question', 'outcome'], registers: [],
  })

  count(channel: string, question: 'refund' | 'query', outcome: string): void {
    this.counter.inc({ channel, question, outcome })
  }
}
