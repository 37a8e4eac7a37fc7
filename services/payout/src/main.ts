import { openEventStore } from '@recourse/event-store'
import { readSandboxSecret, SandboxChannel } from '@recourse/payment-channels'
import { readSettings, runService } from '@recourse/platform'
import { z } from 'zod'
import { payout } from './definition.js'

const Settings = z.object({ SANDBOX_URL: z.url() })

const channels = async () => [new SandboxChannel({ url: readSettings(process.env, Settings).SANDBOX_URL, secret: readSandboxSecret(process.env) })]

await runService({ ...payout(channels), openEventStore })
