import { eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations, openEventStore } from '@recourse/event-store'
import { indexEvents } from '@recourse/kernel'
import { runService } from '@recourse/platform'
import { RelayModule } from './relay.module.js'
import { RelayRunner } from './relay-runner.js'

await runService({
  name: 'relay',
  description: 'Event store → NATS JetStream, nothing else.',
  catalogue: indexEvents(quarantineEvents),
  openEventStore,
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: (infrastructure) => ({ module: RelayModule, runners: [new RelayRunner(infrastructure)] }),
})
