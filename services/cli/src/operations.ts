import type { Role } from '@recourse/kernel'
import { CommandFailed } from './errors.js'
import { clientFor, type Context } from './context.js'
import { SERVICES, type ServiceName } from './settings.js'

/** Answers of the operator endpoints that every service has. */
export interface ConsumerRow {
  readonly name: string
  readonly kind: string
  readonly position: string
  readonly lag_events: number | null
  readonly behind: boolean
  readonly status: string
  readonly lastError?: string | null
  readonly quarantined: number
}

export interface ProjectionRow {
  readonly name: string
  readonly generation: number
  readonly position: string
  readonly rows?: number
  readonly lag_events: number | null
  readonly rebuild: Rebuild | null
}

export interface Rebuild {
  readonly status: 'running' | 'done' | 'failed'
  readonly done_events: number
  readonly total_events: number
  readonly comparison?: { readonly equal: boolean; readonly differingRows: number }
  readonly error?: string
}

export interface QuarantineRow {
  readonly id: string
  readonly consumer: string
  readonly stream: string
  readonly version: number
  readonly eventType: string
  readonly error: string
  readonly attempts: number
  readonly firstFailedAt: string
  readonly status: string
}

export type InService<T> = T & { readonly service: ServiceName }

/** The same list from every known service, in one. @throws CommandFailed when no service is known */
export const fromEveryService = async <T extends object>(context: Context, role: Role, path: string): Promise<InService<T>[]> => {
  const known = SERVICES.filter((service) => context.settings.urls[service])
  if (known.length === 0) clientFor(context, 'intake', role)
  const lists = await Promise.all(known.map(async (service) => {
    const { items } = await clientFor(context, service, role).get<{ items: T[] }>(path)
    return items.map((item) => ({ ...item, service }))
  }))
  return lists.flat()
}

/** The one entry that an operator named, as NAME or SERVICE/NAME. @throws CommandFailed */
export const theOne = <T extends { readonly service: string }>(items: readonly T[], nameOf: (item: T) => string, name: string, what: string): T => {
  const found = items.filter((item) => nameOf(item) === name || `${item.service}/${nameOf(item)}` === name)
  if (found.length === 1) return found[0]!
  if (found.length > 1) throw new CommandFailed(`several services have the ${what} ${name}: say ${found.map((item) => `${item.service}/${name}`).join(' or ')}`)
  throw new CommandFailed(`there is no ${what} ${name}; there ${items.length === 0 ? 'are none' : `is ${items.map(nameOf).join(', ')}`}`)
}
