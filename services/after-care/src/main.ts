import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { afterCare } from './definition.js'

await runService({ ...afterCare, openEventStore })
