import type { ServiceClient } from '../client.js'
import { listOf, type ConsumerRow } from '../operations.js'

/**
 * Waits until the monthly measures have seen all that is recorded now.
 * @throws Refused NotYetVisible when they have not within the client's patience
 */
export const waitUntilMeasured = async (audit: ServiceClient, analytics: ServiceClient): Promise<void> => {
  const [consumer] = await listOf<ConsumerRow>(audit, '/operations/consumers')
  await analytics.get('/measures/monthly', { min_position: consumer?.head })
}
