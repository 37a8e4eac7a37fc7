import { fileURLToPath } from 'node:url'
import { goldenEvents } from '@recourse/kernel/testing'
import { spotCheckEvents } from './events/index.js'
import { abandoned, walk } from './testing.js'

goldenEvents(fileURLToPath(new URL('./golden/', import.meta.url)), spotCheckEvents, () => [...walk().events, ...abandoned().events])
