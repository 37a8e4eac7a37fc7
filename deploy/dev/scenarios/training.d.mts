import type { Doors } from './doors.mjs'

export function trainStaff(doors: Doors, heldAt: string): Promise<void>
