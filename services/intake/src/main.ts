import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { intake } from './definition.js'

await runService({ ...intake, openEventStore })
