/** Types of services.mjs, for the tests. */
export interface ServiceEntry {
  readonly name: string
  readonly main: string
  readonly port: number
  readonly api: boolean
  readonly migrates: boolean
}
export const services: readonly ServiceEntry[]
export const storagePorts: { readonly postgres: number; readonly nats: number }
export function unbuiltServices(root: string): readonly ServiceEntry[]
export function variable(name: string): string
