import type { Role } from '@recourse/kernel'
import { Refused, type ServiceClient } from '../client.js'
import { CommandFailed } from '../errors.js'
import { listOf, type ConsumerRow } from '../operations.js'
import { SERVICES, type ServiceName, type Settings } from '../settings.js'
import { fine, problem, type Check } from './check.js'

type ClientFor = (service: ServiceName, role: Role) => ServiceClient

/** What the services say of themselves. */
export const checkServices = async ({ urls, running }: Settings, clientFor: ClientFor): Promise<Check[]> => {
  const known = SERVICES.filter((service) => urls[service])
  const absent = running?.alive ? SERVICES.filter((service) => !urls[service]).map((service) => problem(service, 'was not started', 'build it with `npm run build`, then `npm start` again')) : []
  const ready = await Promise.all(known.map((service) => checkReady(service, urls[service]!)))
  const answering = known.find((_, index) => ready[index]!.ok)
  const inside = answering ? [await checkConsumers(clientFor(answering, 'auditor'))] : []
  const intakeAnswers = ready.some(({ name, ok }) => name === 'intake' && ok)
  return [...absent, ...ready, ...inside, ...(intakeAnswers ? [await checkPacks(clientFor('intake', 'auditor'))] : [])]
}

const checkReady = async (service: ServiceName, url: string): Promise<Check> => {
  try {
    const response = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(5_000) })
    const report = (await response.json()) as { ready: boolean; checks: Record<string, string> }
    if (report.ready) return fine(service, `ready at ${url}`)
    const failing = Object.entries(report.checks).filter(([, state]) => state !== 'ok').map(([name, state]) => `${name}: ${state}`)
    return problem(service, `not ready at ${url} (${failing.join('; ')})`, 'see to what is named; the service goes on by itself as soon as it answers')
  } catch (error) {
    const cause = (error as { cause?: { code?: string } }).cause?.code ?? (error as Error).message
    return problem(service, `no answer at ${url} (${cause})`, 'start it with `npm start`, or correct its address')
  }
}

const LONGEST_LAG_S = 10

const checkConsumers = async (client: ServiceClient): Promise<Check> => {
  try {
    const consumers = await listOf<ConsumerRow>(client, '/operations/consumers')
    const [what, rows, advice] = worstOf(consumers) ?? []
    if (!what) return fine('consumers', consumers.length === 0 ? 'none yet' : `${consumers.length}, none more than ${LONGEST_LAG_S} s behind`)
    return problem('consumers', `${what}: ${rows!.join(', ')}`, advice!)
  } catch (error) {
    const isForbidden = error instanceof Refused && [401, 403].includes(error.problem.status)
    return problem('consumers', (error as Error).message, isForbidden ? 'use a token of the role auditor, operations or admin' : 'read the log of the service')
  }
}

const worstOf = (consumers: readonly ConsumerRow[]): [string, string[], string] | undefined => {
  const failing = consumers.filter(({ last_error, behind }) => last_error && behind).map(({ consumer, last_error }) => `${consumer} (${last_error})`)
  if (failing.length > 0) return ['failing', failing, 'they try again by themselves; if it stays, read the log of their service']
  const quarantined = consumers.filter((row) => row.quarantined > 0).map((row) => `${row.consumer} (${row.quarantined})`)
  if (quarantined.length > 0) return ['events in quarantine', quarantined, 'see `recourse quarantine list`: repair the cause and retry, or skip with a reason']
  const behind = consumers.filter(({ lag_seconds }) => lag_seconds > LONGEST_LAG_S).map(({ consumer, lag_seconds, holder }) => `${consumer} (${Math.round(lag_seconds)} s${holder ? '' : ', no process works for it'})`)
  return behind.length > 0 ? ['behind', behind, 'see that every service runs, then ask again; if it grows, the machine is too slow'] : undefined
}

const checkPacks = async (intake: ServiceClient): Promise<Check> => {
  try {
    const items = await listOf<{ id: string; version: string }>(intake, '/packs')
    return items.length > 0 ? fine('policy packs', items.map(({ id, version }) => `${id} ${version}`).join(', ')) : problem('policy packs', 'none are loaded', 'set POLICY_PACKS_DIR to a directory of packs')
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    return problem('policy packs', error.message, 'read the log of intake')
  }
}
