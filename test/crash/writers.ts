interface Writer {
  /** How many statements of the file write something. */
  readonly statements: number
  /** The steps within which they do. */
  readonly within: readonly string[]
}

/**
 * Everything that writes, beside appends to the log, in the payout service, in what relays and consumes, and in the office of bank transfers. steps.spec.ts counts the
 * statements: whoever adds one says here within which steps it writes.
 */
export const WRITERS: Readonly<Record<string, Writer>> = {
  'libs/event-flow/checkpoint.ts': {
    statements: 5, within: ['consumer.open', 'consumer.note-error', 'relay.advance', 'relay.rewind', 'policy.advance', 'policy.quarantine', 'projection.advance', 'projection.commit', 'rebuild.switch'],
  },
  'libs/event-flow/deadline-table.ts': { statements: 1, within: ['deadline.note'] },
  'libs/event-flow/lease.ts': { statements: 3, within: ['lease.acquire', 'lease.renew', 'lease.release'] },
  'libs/event-flow/projection-generations.ts': {
    statements: 7, within: ['view.ensure', 'view.discard', 'rebuild.ask-again', 'rebuild.start', 'rebuild.switch', 'rebuild.give-up'],
  },
  'libs/event-flow/projection-table.ts': { statements: 6, within: ['view.ensure', 'rebuild.start', 'rebuild.switch', 'projection.commit'] },
  'libs/event-flow/quarantine-table.ts': { statements: 2, within: ['policy.quarantine', 'projection.commit'] },
  'libs/event-flow/rebuild.ts': { statements: 4, within: ['rebuild.ask', 'rebuild.start', 'rebuild.switch', 'rebuild.give-up'] },
  'libs/event-flow/relay.ts': { statements: 2, within: ['relay.ensure-log', 'relay.publish'] },
  'libs/payment-channels/bank-transfer/ledger.ts': {
    statements: 13, within: ['transfer.queue', 'transfer.cut', 'transfer.free', 'transfer.start', 'transfer.arrive', 'transfer.read', 'transfer.read-on', 'transfer.withdraw'],
  },
  'libs/payment-channels/bank-transfer/reseal.ts': { statements: 2, within: ['transfer.reseal'] },
  'libs/payment-channels/bank-transfer/office.ts': { statements: 1, within: ['transfer.upload'] },
  'services/payout/src/channel-desk.ts': { statements: 1, within: ['channel.refund'] },
  'services/payout/src/notices/notice-inbox.ts': { statements: 4, within: ['notice.store', 'notice.mark', 'notice.put-off', 'notice.forget'] },
}
