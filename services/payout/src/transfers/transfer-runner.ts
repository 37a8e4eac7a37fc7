import { executionOf, LeasedLoop, systemTiming, type Execution, type LeaseBook, type Timing } from '@recourse/event-flow'
import type { AggregateStore } from '@recourse/event-store'
import { addMilliseconds, isRefusal, uuidv5, type Clock } from '@recourse/kernel'
import type { ReadReturn } from '@recourse/payment-channels'
import type { Runner } from '@recourse/platform'
import { transferBatchDecider, transferBatchStream } from '@recourse/transfer-batch'
import type { Pool } from 'pg'
import { transferBatchProjection } from '../read/transfer-batches/transfer-batch.projection.js'
import { dispatch, type Dispatcher } from './dispatch.js'

export interface TransferGround extends Dispatcher {
  readonly pool: Pool
  readonly aggregates: AggregateStore
  readonly clock: Clock
  readonly leases: LeaseBook
  readonly poll_ms: number
  readonly timing?: Timing
  onError(error: Error): void
}

/** Longer than any request takes. */
const ABANDONED_AFTER_ms = 600_000

/** Goes to the bank every now and then: sends what was approved and is not known to be there, and fetches return files. One process at a time. */
export class TransferRunner implements Runner {
  private readonly loop: LeasedLoop

  constructor(private readonly ground: TransferGround) {
    const { leases, poll_ms, timing = systemTiming } = ground
    this.loop = new LeasedLoop(leases, {
      lease: 'bank-transfers',
      run: async (_, signal) => {
        while (!signal.aborted) {
          await this.look(signal)
          await timing.pause(poll_ms, signal)
        }
      },
      onError: (error) => ground.onError(error),
    }, timing)
  }

  start(): void {
    this.loop.start()
  }

  /** Finishes the file in hand. */
  stop(): Promise<void> {
    return this.loop.stop()
  }

  /** One visit at the bank. */
  async look(signal: AbortSignal = new AbortController().signal): Promise<void> {
    await this.freeAbandoned()
    await this.sendApproved(signal)
    await this.fetchReturns(signal)
  }

  /** Files whose maker's request ended before it was recorded, and was not repeated since: nobody can approve them. */
  private async freeAbandoned(): Promise<void> {
    const { office, aggregates, clock } = this.ground
    for (const { tenant, fileNo } of await office.cutUntil(addMilliseconds(clock.now(), -ABANDONED_AFTER_ms))) {
      const { state } = await aggregates.load(transferBatchDecider, transferBatchStream(tenant, fileNo))
      if (state.status === 'none') await office.free(fileNo)
    }
  }

  private async sendApproved(signal: AbortSignal): Promise<void> {
    const { pool } = this.ground
    const { rows } = await pool.query<{ tenant: string; batch_id: string }>(`SELECT tenant, batch_id FROM ${transferBatchProjection.name} WHERE status = 'approved' ORDER BY cut_at LIMIT 100`)
    for (const { tenant, batch_id } of rows) {
      if (signal.aborted) return
      // A batch that cannot be sent holds up no other one, and no return file.
      await dispatch(this.ground, tenant, batch_id, this.executionFor(tenant, `send/${batch_id}`)).catch((error: Error) => this.ground.onError(error))
    }
  }

  private async fetchReturns(signal: AbortSignal): Promise<void> {
    const { office } = this.ground
    const files = await office.newReturns()
    if ('outcome' in files) throw new Error(`the bank's return files cannot be had: ${files.why}, ${files.detail}`)
    for (const file of files) {
      if (signal.aborted) return
      const read = await office.read(file)
      // The company may pay other things through the same bank. They come in the bank's order: one of ours that cannot be read is not passed over.
      if (typeof read !== 'string') await this.record(read)
      else if (read !== 'UNKNOWN_FILE') throw new Error(`return file ${file.seq} of the bank was not read: ${read}`)
      await office.doneWith(file)
    }
  }

  /** What the bank says is true in the ledger already: a batch that does not take it down holds up no other one. */
  private async record({ tenant, fileNo, returnNo, sha256: fileSha256, results }: ReadReturn): Promise<void> {
    const recorded = await this.executionFor(tenant, `return/${returnNo}`)
      .execute(transferBatchDecider, transferBatchStream(tenant, fileNo), { type: 'ReadTransferReturnFile', fileSha256, facts: { returnNo, results } }, 'read')
    if (isRefusal(recorded)) this.ground.onError(new Error(`return file ${returnNo} of the bank was not recorded: ${recorded.code}`))
  }

  private executionFor(tenant: string, cause: string): Execution {
    const { aggregates, clock } = this.ground
    const correlationId = uuidv5(JSON.stringify(['bank transfers', tenant, cause]))
    return executionOf(aggregates, {
      tenant, correlationId, actor: { id: 'runner:bank-transfers', roles: ['service'] }, now: () => clock.now(), commandId: (key) => uuidv5(`${correlationId}/${key}`),
    })
  }
}
