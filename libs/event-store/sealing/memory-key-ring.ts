import { randomBytes } from 'node:crypto'
import { KeyDestroyed, type KeyRing } from './key-ring.js'

/** Keys that end with the process: for tests and simulations. */
export class MemoryKeyRing implements KeyRing {
  /** undefined = destroyed. */
  private readonly keys = new Map<string, Buffer | undefined>()

  async keyFor(tenant: string, person: string): Promise<Buffer> {
    const name = nameOf(tenant, person)
    const key = this.keys.has(name) ? this.keys.get(name) : randomBytes(32)
    if (!key) throw new KeyDestroyed(`the key of ${person} was destroyed`)
    this.keys.set(name, key)
    return key
  }

  async findKey(tenant: string, person: string): Promise<Buffer | undefined> {
    return this.keys.get(nameOf(tenant, person))
  }

  async destroyKey(tenant: string, person: string): Promise<boolean> {
    const name = nameOf(tenant, person)
    if (!this.keys.has(name)) return false
    this.keys.set(name, undefined)
    return true
  }
}

const nameOf = (tenant: string, person: string): string => JSON.stringify([tenant, person])
