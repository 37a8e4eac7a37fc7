import { clientFor } from '../context.js'
import type { CliCommand } from '../command.js'
import { EXIT } from '../errors.js'

interface Verification {
  readonly streams: number
  readonly events: number
  readonly ok: boolean
  readonly firstBad?: BadEvent
}

interface BadEvent {
  readonly stream?: string
  readonly version?: number
  readonly position: string
  readonly reason: string
}

/** Reading a whole store takes its time. */
const TIMEOUT_MS = 30 * 60_000

export const verify: CliCommand = {
  name: 'verify',
  usage: 'verify [ID]',
  summary: 'prove that no recorded event was changed; exit 1 at the first bad one',
  positionals: ['[ID]'],
  run: async (context, { positionals: [id] }) => {
    const path = id === undefined ? '/verify' : `/refund-cases/${encodeURIComponent(id)}/verify`
    const answer = await clientFor(context, 'audit', 'auditor', TIMEOUT_MS).get<Verification>(path)
    const { streams, events, ok, firstBad } = answer
    context.result({ streams, events, ok, ...(ok ? {} : { firstBad }) }, ok
      ? `ok: ${events} events in ${streams} ${streams === 1 ? 'stream' : 'streams'}, every hash in its chain`
      : `NOT ok: ${firstBad ? described(firstBad) : 'no event was named'}`)
    return ok ? EXIT.ok : EXIT.failed
  },
}

const described = ({ stream, version, position, reason }: BadEvent): string => `${stream ? `event ${version} of ${stream}` : 'the log'}, at position ${position}: ${reason}`
