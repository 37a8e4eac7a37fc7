/** One 32-byte key per person and tenant. Destroying a key erases what was sealed under it, in every copy of the log. */
export interface KeyRing {
  /** The person's key, made on first use. @throws KeyDestroyed when it was destroyed. */
  keyFor(tenant: string, person: string): Promise<Buffer>
  /** The person's key, or undefined when there is none or it was destroyed. */
  findKey(tenant: string, person: string): Promise<Buffer | undefined>
  /** For ever. Other processes may know the key a little longer. Answers whether the person ever had one. */
  destroyKey(tenant: string, person: string): Promise<boolean>
}

export class KeyDestroyed extends Error {
  override name = 'KeyDestroyed'
}
