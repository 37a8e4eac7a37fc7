import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { analytics } from './definition.js'

await runService({ ...analytics, openEventStore })
