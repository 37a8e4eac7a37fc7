import { parseStreamName } from '@recourse/kernel'
import { describe, type ConsumerId } from './checkpoint.js'
import type { HeldStream, QuarantineChange } from './quarantine.js'
import { quarantineId } from './quarantine.js'
import type { Queryable } from './transaction.js'

export const readHeld = async (client: Queryable, { consumer, generation }: ConsumerId): Promise<HeldStream[]> => {
  const { rows } = await client.query<HeldStream>(
    `SELECT stream, version, attempts FROM quarantine WHERE consumer = $1 AND generation = $2 AND status = 'open'`, [consumer, generation],
  )
  return rows
}

/** Writes the changes of a page, in their order. */
export const saveQuarantine = async (client: Queryable, id: ConsumerId, changes: readonly QuarantineChange[]): Promise<void> => {
  for (const change of changes) {
    if (change.kind === 'failed') await saveFailure(client, id, change)
    else await saveDecision(client, id, change)
  }
}

const saveFailure = async (
  client: Queryable, { consumer, generation }: ConsumerId, { event, error, attempts }: Extract<QuarantineChange, { kind: 'failed' }>,
): Promise<void> => {
  const { stream, version, position, id, type } = event
  await client.query(
    `INSERT INTO quarantine (id, consumer, generation, tenant, stream, version, position, event_id, event_type, error, attempts, status)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'open')
     ON CONFLICT (consumer, generation, stream, version) DO UPDATE SET error = excluded.error, attempts = excluded.attempts, status = 'open'`,
    [quarantineId({ consumer, stream, version }), consumer, generation, parseStreamName(stream).tenant, stream, version, position, id, type, describe(error), attempts],
  )
}

const saveDecision = async (
  client: Queryable, { consumer, generation }: ConsumerId, { kind, stream, version, decision }: Exclude<QuarantineChange, { kind: 'failed' }>,
): Promise<void> => {
  await client.query(
    `UPDATE quarantine SET status = $5, reason = $6, decided_by = $7, decided_at = $8 WHERE consumer = $1 AND generation = $2 AND stream = $3 AND version = $4`,
    [consumer, generation, stream, version, kind, 'reason' in decision.data ? decision.data.reason : null, decision.metadata.actor.id, decision.metadata.recordedAt],
  )
}
