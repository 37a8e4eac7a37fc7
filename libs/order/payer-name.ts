import type { RecordedEvent } from '@recourse/kernel'
import { PayerNamed } from './events/index.js'

/** The name in which an order was paid, unsealed: for memory only. Undefined when nobody told it, or the person was erased. */
export const payerNameIn = async (codec: { open(event: RecordedEvent): Promise<Record<string, unknown> | undefined> }, events: readonly RecordedEvent[]): Promise<string | undefined> => {
  const named = events.find(({ type }) => type === PayerNamed.type)
  return named && (await codec.open(named))?.['payerName'] as string | undefined
}
