import type { Doors } from './doors.mjs'
import type { Scenario } from './index.mjs'

export declare class Player {
  constructor(doors: Doors, path: Scenario, clock: { now(): Date; forward?(ms: number): void; settled?(): Promise<void> })
  readonly caseId: string
  readonly orderId: string
  /** What the path is about beside its case: category and id of other streams. */
  readonly also: readonly (readonly [category: string, id: string])[]
  play(customerId: string): Promise<'done' | 'waiting'>
}
