import type { Scenario } from './index.mjs'
import type { Doors } from './doors.mjs'

export declare class Player {
  constructor(doors: Doors, path: Scenario, clock: { now(): Date; forward?(ms: number): void })
  readonly caseId: string
  readonly orderId: string
  play(): Promise<'done' | 'waiting'>
}
