/** Types of services.mjs, for the tests. */
export interface ServiceEntry {
  readonly name: string
  readonly main: string
  readonly port: number
  readonly api: boolean
}
export const services: readonly ServiceEntry[]
export const mayBeAbsent: readonly string[]
export const storagePorts: { readonly postgres: number; readonly nats: number }
export function builtServices(root: string): { readonly present: readonly ServiceEntry[]; readonly absent: readonly ServiceEntry[] }
export function variable(name: string): string
