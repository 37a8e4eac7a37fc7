import { START as SERVER_START, type Position as ServerPosition } from '@eventstore/db-client'
import { START, type Position } from '../port.js'

const DIGITS = 20
/** What older servers say instead of a position: the largest 64-bit number. */
const NONE = 2n ** 64n - 1n

/** `<commit>/<prepare>`, both as 20 digits, so that text order is log order. */
export const toPosition = ({ commit, prepare }: ServerPosition): Position =>
  `${commit.toString().padStart(DIGITS, '0')}/${prepare.toString().padStart(DIGITS, '0')}`

export const toServerPosition = (position: Position): ServerPosition | typeof SERVER_START => {
  if (position === START) return SERVER_START
  const [commit, prepare] = position.split('/')
  if (!commit || !prepare) throw new RangeError(`not a position of EventStoreDB: ${position}`)
  return { commit: BigInt(commit), prepare: BigInt(prepare) }
}

export const isKnown = (position: ServerPosition | undefined): position is ServerPosition => position !== undefined && position.commit !== NONE
