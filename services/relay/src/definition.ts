import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import type { ServiceDefinition } from '@recourse/platform'
import { RelayModule } from './relay.module.js'
import { RelayRunner } from './relay-runner.js'

/** The service without its event store, which `main.ts` and the tests choose. */
export const relay: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'relay',
  description: 'Event store → NATS JetStream, nothing else.',
  catalogue: indexEvents(quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: (infrastructure) => ({ module: RelayModule, runners: [new RelayRunner(infrastructure)] }),
}
