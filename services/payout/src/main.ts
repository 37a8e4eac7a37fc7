import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { channelsOf } from './channels.js'
import { payout } from './definition.js'

await runService({ ...payout(async ({ pool }) => channelsOf(process.env, pool)), openEventStore })
