import { fileURLToPath } from 'node:url'
import { goldenEvents } from '@recourse/kernel/testing'
import { channelSwitchEvents } from './events/index.js'
import { walk } from './testing.js'

goldenEvents(fileURLToPath(new URL('./golden/', import.meta.url)), channelSwitchEvents, () => walk().events)
