import type { Role } from '@recourse/kernel'
import { ServiceClient } from './client.js'
import { CommandFailed } from './errors.js'
import type { Progress } from './output/progress.js'
import { variableOf, type ServiceName, type Settings } from './settings.js'

/** What every command gets to work with. */
export interface Context {
  readonly settings: Settings
  readonly json: boolean
  readonly patience_ms: number
  readonly progress: Progress
  readonly colour: boolean
  /** The result, and nothing but the result: one JSON document with --json, else what a person reads. */
  result(value: unknown, text: string): void
}

/** @throws CommandFailed when the address of the service is not known or the start it belongs to has ended */
export const clientFor = (context: Context, service: ServiceName, role: Role, timeout_ms?: number): ServiceClient => {
  const { settings, patience_ms } = context
  const url = settings.urls[service]
  if (!url) throw new CommandFailed(unknownAddress(settings, service))
  return new ServiceClient({ url, token: settings.tokenFor(role), patience_ms, ...(timeout_ms === undefined ? {} : { timeout_ms }) })
}

const unknownAddress = ({ running }: Settings, service: ServiceName): string => {
  if (running && !running.alive) return `Recourse is not running: the start that wrote ${running.file} has ended. Run \`npm start\`, or set ${variableOf(service)} and RECOURSE_TOKEN.`
  if (running) return `${service} is not among the services that \`npm start\` runs. Set ${variableOf(service)} if it runs elsewhere.`
  return `Recourse is not running here: run \`npm start\` in the checkout, or set ${variableOf(service)} and RECOURSE_TOKEN.`
}
