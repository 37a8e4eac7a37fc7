import type { Role } from '@recourse/kernel'
import { Refused, type ServiceClient } from '../client.js'
import { CommandFailed } from '../errors.js'
import type { ConsumerRow } from '../operations.js'
import { SERVICES, type ServiceName, type Settings } from '../settings.js'
import { fine, problem, type Check } from './check.js'

type ClientFor = (service: ServiceName, role: Role) => ServiceClient

/** What the services say of themselves. */
export const checkServices = async ({ urls, running }: Settings, clientFor: ClientFor): Promise<Check[]> => {
  const known = SERVICES.filter((service) => urls[service])
  const absent = running?.alive ? SERVICES.filter((service) => !urls[service]).map((service) => problem(service, 'was not started', 'build it with `npm run build`, then `npm start` again')) : []
  const found = await Promise.all(known.map(async (service) => {
    const ready = await checkReady(service, urls[service]!)
    return ready.ok ? [ready, await checkConsumers(service, clientFor)] : [ready]
  }))
  const intakeAnswers = found.flat().some(({ name, ok }) => name === 'intake' && ok)
  return [...absent, ...found.flat(), ...(intakeAnswers ? [await checkPacks(clientFor)] : [])]
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

const checkConsumers = async (service: ServiceName, clientFor: ClientFor): Promise<Check> => {
  const name = `${service} consumers`
  try {
    const { items } = await clientFor(service, 'auditor').get<{ items: ConsumerRow[] }>('/operations/consumers')
    const quarantined = items.reduce((sum, consumer) => sum + consumer.quarantined, 0)
    const failing = items.filter(({ lastError }) => lastError)
    const behind = items.filter((consumer) => consumer.behind)
    if (failing.length > 0) return problem(name, failing.map((consumer) => `${consumer.name}: ${consumer.lastError}`).join('; '), `they try again by themselves; if it stays, read the log of ${service}`)
    if (quarantined > 0) return problem(name, `${quarantined} quarantined`, 'see `recourse quarantine list`: repair the cause and retry, or skip with a reason')
    if (behind.length > 0) return problem(name, `behind: ${behind.map((consumer) => `${consumer.name} (${consumer.lag_events ?? '?'} events)`).join(', ')}`, 'wait and ask again; if it grows, the service needs more power')
    return fine(name, items.length === 0 ? 'none' : `${items.length}, none behind`)
  } catch (error) {
    const isForbidden = error instanceof Refused && [401, 403].includes(error.problem.status)
    return problem(name, (error as Error).message, isForbidden ? 'use a token of the role auditor, operations or admin' : `read the log of ${service}`)
  }
}

const checkPacks = async (clientFor: ClientFor): Promise<Check> => {
  try {
    const { items } = await clientFor('intake', 'auditor').get<{ items: { id: string; version: string }[] }>('/packs')
    return items.length > 0 ? fine('policy packs', items.map(({ id, version }) => `${id} ${version}`).join(', ')) : problem('policy packs', 'none are loaded', 'set POLICY_PACKS_DIR to a directory of packs')
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error
    return problem('policy packs', error.message, 'read the log of intake')
  }
}
