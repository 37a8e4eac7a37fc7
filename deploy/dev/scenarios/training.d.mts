import type { Doors } from './doors.mjs'

export function trainStaff(doors: Doors, subjectOf: (role: string) => string, heldAt: string): Promise<void>
