import { sha256 } from '@recourse/kernel'
import { eventually } from '@recourse/test-support'
import { failureOf } from '@recourse/payment-channels'
import { unpaidPayoutNo } from '@recourse/refund-case'
import { GOOD_ACCOUNT } from './channels.js'
import type { PayoutBench } from '../../services/payout/src/spec-support.js'
import { comesBack, type CasePlan } from './plan.js'

/** What the desk shows of a payout that waits for somebody. */
export interface Task {
  readonly caseId: string
  /** Money of this case has come back. */
  readonly cameBack: boolean
  readonly channel: string
  readonly status: string
  readonly code: string | null
  readonly needs: string | null
}

/** Channels that pay to accounts, for money that cannot go back the way it came. */
const otherThan = (channel: string): string => (channel === 'bank-transfer' ? 'sandbox' : 'bank-transfer')
const CONSENT = { how: 'RECORDED_CALL', reference: 'call-1' }

/** Finance and the customer, at the doors of the service. Whoever comes too late or too early is told so by a 409 and looks again in the next round. */
export class People {
  /** How often somebody was told that it cannot be done (any more, or yet), by the reason. */
  readonly refusals: Record<string, number> = {}
  private readonly disputed = new Set<string>()

  constructor(private readonly bench: PayoutBench) {}

  /** Corrects what a payout failed by, and has another person send it again. */
  async repair({ caseId, channel, status, needs, code }: Task): Promise<void> {
    if (needs === 'clawback') throw new Error(`case ${caseId} was paid twice: ${code ?? ''}`)
    if (needs === 'correction') {
      const other = status === 'failed' && failureOf(code ?? '').action === 'final'
      await this.post('finance-maker', 'wu', caseId, 'payout-details', { ...GOOD_ACCOUNT, ...(other ? { channel: otherThan(channel), consent: CONSENT } : {}) })
    }
    await this.post('finance-checker', 'zheng', caseId, 'payout-resubmission', await this.correctionSeen(caseId))
  }

  /** The customer, who was paid: confirms, says nothing, or says at first that nothing came. */
  async receive({ caseId, cameBack }: Task, plan: CasePlan): Promise<void> {
    if (plan.receipt === 'silence') return
    if (plan.receipt === 'disputed' && !this.disputed.has(caseId)) {
      if (await this.post('customer', 'lin', caseId, 'receipt-dispute', { reason: 'NOTHING_CAME' })) this.disputed.add(caseId)
      return
    }
    // Which of several payments the money went back over nobody here knows.
    if (comesBack(plan) && !cameBack && plan.legs.length === 1) return
    await this.post('customer', 'lin', caseId, 'receipt-confirmation', {})
  }

  /** One person puts what is queued into a file, another approves its exact bytes. */
  async sendTransfers(): Promise<void> {
    const maker = this.bench.service.as('finance-maker', { id: 'wu' })
    for (let made = await maker.post('/transfer-batches'); made.status === 201; made = await maker.post('/transfer-batches')) {
      const checker = this.bench.service.as('finance-checker', { id: 'zheng' })
      const { bytes } = await checker.get(`/transfer-batches/${made.body.id}/file`)
      const approved = await checker.post(`/transfer-batches/${made.body.id}/approval`, { fileSha256: sha256(bytes) })
      if (approved.status !== 200) throw new Error(`the file ${made.body.id} was not approved: ${JSON.stringify(approved.body)}`)
    }
  }

  /** While `work` lasts nothing is sent through a channel: one person stops it, another lets it go on. */
  async whileStopped(channel: string, work: () => Promise<void>): Promise<void> {
    await this.turn('operations', channel, 'stop', 'INCIDENT')
    await work()
    await this.turn('finance-checker', channel, 'resume', 'SOLVED')
  }

  private async turn(role: 'operations' | 'finance-checker', channel: string, path: 'stop' | 'resume', reason: string): Promise<void> {
    const { status, body } = await this.bench.service.as(role, { id: path }).post(`/payment-channels/${channel}/${path}`, { reason })
    if (status !== 200) throw new Error(`${channel} ${path}: ${status} ${JSON.stringify(body)}`)
  }

  private async correctionSeen(caseId: string): Promise<{ correctionVersion?: number }> {
    const state = await this.bench.caseOf(caseId)
    const { correction } = state.payouts[unpaidPayoutNo(state) ?? 0] ?? {}
    return correction ? { correctionVersion: correction.version } : {}
  }

  private async post(role: 'customer' | 'finance-maker' | 'finance-checker', id: string, caseId: string, path: string, body: object): Promise<boolean> {
    const status = await eventually(`an answer to ${path}`, async () => {
      const answer = await this.bench.service.as(role, { id }).post(`/refund-cases/${caseId}/${path}`, body)
      if (answer.status === 503) return undefined
      if (answer.status >= 300 && answer.status !== 409) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      if (answer.status === 409) this.refusals[answer.body.code] = (this.refusals[answer.body.code] ?? 0) + 1
      return answer.status
    })
    return status !== 409
  }
}
