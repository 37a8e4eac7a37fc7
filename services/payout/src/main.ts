import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { channelsOf } from './channels.js'
import { payout } from './definition.js'

await runService({ ...payout(async () => channelsOf(process.env)), openEventStore })
