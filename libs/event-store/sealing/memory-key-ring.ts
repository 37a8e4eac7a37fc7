import { randomBytes } from 'node:crypto'
import type { KeyRing } from './key-ring.js'

/** Keys that end with the process: for tests and simulations. */
export class MemoryKeyRing implements KeyRing {
  private readonly keys = new Map<string, Buffer>()

  async keyFor(tenant: string, person: string): Promise<Buffer> {
    const name = JSON.stringify([tenant, person])
    const key = this.keys.get(name) ?? randomBytes(32)
    this.keys.set(name, key)
    return key
  }

  async findKey(tenant: string, person: string): Promise<Buffer | undefined> {
    return this.keys.get(JSON.stringify([tenant, person]))
  }
}
