import { setTimeout as sleep } from 'node:timers/promises'
import type { ServiceClient } from '../client.js'
import { CommandFailed } from '../errors.js'
import type { ConsumerRow } from '../operations.js'

/**
 * Waits until the views of a service have seen all that was recorded before this was called.
 * @throws CommandFailed when they do not within the patience
 */
export const waitUntilCaughtUp = async (service: ServiceClient, patience_ms: number): Promise<void> => {
  for (const until = Date.now() + patience_ms; ; await sleep(200)) {
    const { items } = await service.get<{ items: ConsumerRow[] }>('/operations/consumers')
    const behind = items.filter((consumer) => consumer.kind === 'projection' && consumer.behind)
    if (behind.length === 0) return
    if (Date.now() > until) throw new CommandFailed(`everything was imported, but ${behind.map(({ name }) => name).join(', ')} at ${service.url} does not catch up: see \`recourse doctor\``)
  }
}
