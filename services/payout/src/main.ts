import { eventFlowMigrations } from '@recourse/event-flow'
import { eventStoreMigrations, openEventStore } from '@recourse/event-store'
import { readSandboxSecret, SandboxChannel } from '@recourse/payment-channels'
import { readSettings, runService } from '@recourse/platform'
import { z } from 'zod'
import { catalogue, partsOf } from './parts.js'

const Settings = z.object({ SANDBOX_URL: z.url(), POLICY_PACKS_DIR: z.string().optional() })

await runService({
  name: 'payout',
  description: 'Money back through payment channels: intents, outcomes, unknown outcomes, corrections, receipts.',
  catalogue,
  openEventStore,
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: (infrastructure) => {
    const { SANDBOX_URL, POLICY_PACKS_DIR } = readSettings(process.env, Settings)
    const sandbox = new SandboxChannel({ url: SANDBOX_URL, secret: readSandboxSecret(process.env) })
    return partsOf(infrastructure, { packsDirectory: POLICY_PACKS_DIR, channels: [sandbox] })
  },
})
