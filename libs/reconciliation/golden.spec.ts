import { fileURLToPath } from 'node:url'
import { goldenEvents } from '@recourse/kernel/testing'
import { reconciliationEvents } from './events/index.js'
import { walk } from './testing.js'

goldenEvents(fileURLToPath(new URL('./golden/', import.meta.url)), reconciliationEvents, () => walk().events)
