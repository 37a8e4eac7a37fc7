/** Who may act; the role × command tables of the deciders are written with these. */
export const ROLES = [
  'customer', 'agent', 'reviewer', 'doctor', 'supervisor', 'finance-maker', 'finance-checker', 'operations', 'auditor', 'admin', 'importer', 'service',
] as const

export type Role = (typeof ROLES)[number]

/** The person or service behind a command. `id` is a pseudonym from the identity provider, never a name or a phone number. */
export interface Actor {
  readonly id: string
  readonly roles: readonly Role[]
}
