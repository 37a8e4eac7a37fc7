import { hashOf } from '@recourse/kernel'
import { contradictionsOf } from './pack-rules.js'
import { packSchema, type Pack } from './pack-schema.js'
import { placesOf } from './yaml-directory.js'

/** A pack that was checked as a whole. `sha256` runs over its canonical JSON: the same content has the same hash, whatever files it came from. */
export interface CompiledPack {
  readonly pack: Pack
  readonly sha256: string
}

/** What is wrong with a pack, and where. */
export interface PackFault {
  readonly path: readonly string[]
  readonly text: string
}

/** Pure. Parsed YAML or JSON, merged into one mapping, as a pack; or every fault that keeps it from being one. */
export const compilePack = (content: unknown): CompiledPack | readonly PackFault[] => {
  const parsed = packSchema.safeParse(content, { reportInput: true })
  if (!parsed.success) return placesOf(parsed.error)
  const pack: Pack = parsed.data
  const faults = contradictionsOf(pack)
  return faults.length > 0 ? faults : { pack, sha256: hashOf(pack) }
}

export const isFaulty = (outcome: CompiledPack | readonly PackFault[]): outcome is readonly PackFault[] => Array.isArray(outcome)
