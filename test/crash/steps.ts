/** Steps at which something fails: once, or twice where they come by again for certain, at first by an error. */
interface Aims {
  readonly once: readonly string[]
  readonly twice?: readonly string[]
  /** Throws so often just before a step, whatever else fails: without that others would not be taken. */
  readonly throwing?: Readonly<Record<string, number>>
}

/** Every step there is (libs/kernel/failpoint.ts), by the walk that takes it. steps.spec.ts compares it with the source; crash.spec.ts proves that each is reached. */
export const steps = {
  'a payout that is pending': {
    once: [
      'policy.effect', 'projection.advance', 'deadline.fire', 'lease.acquire', 'lease.renew', 'lease.release', 'consumer.open', 'consumer.note-error',
      'relay.ensure-log', 'view.ensure', 'view.discard', 'rebuild.ask-again',
      'append.AllocateRefund', 'append.RequestPayout', 'append.RecordPayoutSubmitted', 'append.SettleRefund', 'append.ConfirmReceipt',
    ],
    twice: ['relay.publish', 'relay.advance', 'policy.advance', 'projection.commit', 'deadline.note'],
  },
  'an answer that is lost': { once: ['append.TakePayoutTurn'], twice: ['channel.refund'] },
  'two notices': { once: ['notice.store', 'notice.put-off'], twice: ['notice.mark'] },
  'a bank transfer': {
    once: [
      'transfer.queue', 'transfer.cut', 'transfer.free', 'transfer.start', 'transfer.upload', 'transfer.arrive', 'transfer.read', 'transfer.read-on',
      'append.RecordPayoutDeferred', 'append.CutTransferBatch', 'append.RejectTransferBatch', 'append.RecordTransferFileDownload', 'append.ApproveTransferBatch',
      'append.RecordTransferBatchSent', 'append.ReadTransferReturnFile',
    ],
  },
  'a payout that fails and is corrected': { once: ['append.RecordPayoutFailed', 'append.CorrectPayoutDetails', 'append.ResubmitPayout'] },
  'money that waits at its channel': { once: ['append.RecordPayoutAbnormal', 'append.CorrectPayoutDetails', 'append.ResubmitPayout'] },
  'money that comes back': { once: ['append.DisputeReceipt', 'append.RecordPayoutReturned', 'append.ReverseSettlement'] },
  'a refund in two parts': { once: ['append.RequestPayout', 'append.TakePayoutTurn', 'append.RecordPayoutUnknown', 'append.RecordPayoutConfirmed', 'append.SettleRefund'] },
  'a channel that is stopped': { once: ['append.StopChannel', 'append.ResumeChannel', 'append.EndChannelDrill'] },
  'a reconciliation': { once: ['append.RecordReconciliation', 'append.RecordStatementDifference', 'append.ResolveDifference'] },
  'a view that is built anew': { once: ['rebuild.ask', 'rebuild.start', 'rebuild.give-up'], twice: ['rebuild.switch'] },
  'an event in quarantine': { once: ['policy.quarantine', 'append.RequestQuarantineRetry'], throwing: { 'policy.effect': 10 } },
  'a message log and a process that are lost': { once: ['relay.rewind', 'notice.forget'] },
} as const satisfies Record<string, Aims>

export type WalkName = keyof typeof steps

/** Of one walk. */
export const aimsOf = (walk: WalkName): Aims => steps[walk]

/** Steps of the payout service at which nothing is made to fail here, and why. Commands are appended by the same code as all others. */
export const LEFT_OUT: Readonly<Record<string, string>> = {
  'append.ReserveRefund': 'intake reserves when the refund is requested; payout only if it was quicker',
  'append.ReduceReservation': 'a person approves less than was asked for: the simulation does',
  'append.LoseReservation': 'two cases race for the rest of an order: the simulation lets them',
  'append.AccrueLateInterest': 'nothing is late within minutes: the simulation and the random cases let days pass',
  'append.GiveUpPayout': 'the channel has to refuse a payout for a quarter of an hour: its spec',
  'append.CloseUnpayable': 'an erased customer whose money came back: its spec',
  'append.RecordTransferFileRefused': 'the bank refuses a file as a whole only when it is damaged: its spec',
  'transfer.reseal': 'what is sealed changes its key at a start: its spec breaks that off between every two rows',
  'transfer.withdraw': 'money left under a number that another one replaces, while that waits in the queue: its spec',
}
