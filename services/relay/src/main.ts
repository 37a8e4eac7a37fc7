import { openEventStore } from '@recourse/event-store'
import { runService } from '@recourse/platform'
import { relay } from './definition.js'

await runService({ ...relay, openEventStore })
