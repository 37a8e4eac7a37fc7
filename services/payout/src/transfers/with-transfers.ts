import { hostname } from 'node:os'
import type { DynamicModule } from '@nestjs/common'
import { Leases, systemTiming, type Timing } from '@recourse/event-flow'
import { BankTransferChannel, type PaymentChannel } from '@recourse/payment-channels'
import { readSettings, type Infrastructure, type ServiceParts } from '@recourse/platform'
import { z } from 'zod'
import type { ChannelDesk } from '../channel-desk.js'
import type { RefundCaseDecider } from '../domain.js'
import type { OpenChannels } from '../open-channels.js'
import { whenTransferBatchApprovedThenSendToBank } from '../react/when-transfer-batch-approved-then-send-to-bank.policy.js'
import { whenTransferBatchRejectedThenFreeInstructions } from '../react/when-transfer-batch-rejected-then-free-instructions.policy.js'
import { whenTransferBatchSentThenAskChannel } from '../react/when-transfer-batch-sent-then-ask-channel.policy.js'
import { whenTransferReturnFileReadThenAskChannel } from '../react/when-transfer-return-file-read-then-ask-channel.policy.js'
import { TransferBatchRow } from '../read/transfer-batches/transfer-batch.entity.js'
import { transferBatchProjection } from '../read/transfer-batches/transfer-batch.projection.js'
import { TransferRunner } from './transfer-runner.js'
import { TransfersModule } from './transfers.module.js'

const Settings = z.object({ BANK_TRANSFER_POLL_MS: z.coerce.number().int().positive().default(60_000) })

export interface TransferWorkings {
  readonly decider: RefundCaseDecider
  readonly desk: ChannelDesk
  readonly channels: OpenChannels
}

/** The service with its bank transfers: doors, view, policies, and the runner that goes to the bank. Without the channel the doors say that there is none. */
export const withTransfers = async (
  parts: ServiceParts, infrastructure: Infrastructure, { decider, desk, channels }: TransferWorkings, given: readonly PaymentChannel[], timing: Timing = systemTiming,
): Promise<ServiceParts> => {
  const office = given.find((channel) => channel instanceof BankTransferChannel)?.office
  const module = parts.module as DynamicModule
  const withDoors: ServiceParts = {
    ...parts,
    module: { ...module, imports: [...(module.imports ?? []), TransfersModule.register(office, decider, channels)] },
    entities: [...(parts.entities ?? []), TransferBatchRow],
    projections: [...(parts.projections ?? []), transferBatchProjection],
  }
  if (!office) return withDoors
  const { pool, aggregates, clock, logger } = infrastructure
  const { resealed, unreadable } = await office.reseal()
  if (resealed > 0) logger.info({ resealed }, 'bank transfers are sealed with the current ledger key')
  if (unreadable > 0) logger.error({ unreadable }, 'bank transfers open with no ledger key that is there')
  const { BANK_TRANSFER_POLL_MS: poll_ms } = readSettings(process.env, Settings)
  const runner = new TransferRunner({
    pool, aggregates, clock, office, channels, poll_ms, timing, leases: new Leases(pool, `${hostname()}/${process.pid}`),
    onError: (error) => logger.warn({ error: error.message }, 'bank transfers could not go on; they are tried again'),
  })
  return {
    ...withDoors,
    policies: [
      ...(parts.policies ?? []), whenTransferBatchApprovedThenSendToBank({ office, channels }), whenTransferBatchRejectedThenFreeInstructions(office, decider, desk),
      whenTransferBatchSentThenAskChannel(decider, desk), whenTransferReturnFileReadThenAskChannel(decider, desk),
    ],
    runners: [...(parts.runners ?? []), runner],
  }
}
