import type { EventOf } from '@recourse/kernel'
import { TrainingFailed } from './training-failed.js'
import { TrainingPassed } from './training-passed.js'
import { TrainingRevoked } from './training-revoked.js'

/** Every event of a person's training. */
export const trainingEvents = [TrainingPassed, TrainingFailed, TrainingRevoked] as const

/** A recorded event of a person's training, discriminated by `type`. */
export type TrainingEvent = EventOf<(typeof trainingEvents)[number]>

export * from './training-failed.js'
export * from './training-passed.js'
export * from './training-revoked.js'
