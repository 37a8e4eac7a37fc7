import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { audit } from './definition.js'

await runService({ ...audit, openEventStore })
