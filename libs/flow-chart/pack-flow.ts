import type { RefundPack } from '@recourse/policy'
import { flowOf } from './flow-of.js'
import { renderFlow, type FlowFormat } from './formats.js'
import type { Language } from './labels.js'

const drawn = new WeakMap<RefundPack, Map<string, Promise<string>>>()

/** The chart of a pack. A pack never changes, and anybody may ask for its chart: so each drawing is made once. */
export const packFlow = (pack: RefundPack, format: FlowFormat, language: Language): Promise<string> => {
  const ofPack = drawn.get(pack) ?? new Map<string, Promise<string>>()
  drawn.set(pack, ofPack)
  const name = `${format} ${language}`
  const known = ofPack.get(name)
  if (known) return known
  const drawing = renderFlow(flowOf(pack), format, language)
  ofPack.set(name, drawing)
  drawing.catch(() => ofPack.delete(name))
  return drawing
}
