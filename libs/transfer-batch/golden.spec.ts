import { fileURLToPath } from 'node:url'
import { goldenEvents } from '@recourse/kernel/testing'
import { transferBatchEvents } from './events/index.js'
import { rejectedWalk, walk } from './testing.js'

goldenEvents(fileURLToPath(new URL('./golden/', import.meta.url)), transferBatchEvents, () => [...walk().events, ...rejectedWalk().events])
