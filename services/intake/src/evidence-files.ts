import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { link, mkdir, readFile, unlink, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileTypeFromBuffer } from 'file-type'
import type { KeyRing } from '@recourse/event-store'
import { sha256, type Refusal } from '@recourse/kernel'
import { refuse } from './refusals.js'

export const EVIDENCE_LIMIT_BYTES = 10 * 1024 * 1024
const ALLOWED = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/heic', 'application/pdf', 'video/mp4'])

export interface StoredFile {
  readonly sha256: string
  readonly size_bytes: number
  /** Told from the content; what the sender claimed is not believed. */
  readonly mediaType: string
}

/** Whose file it is: it is sealed under this person's key, so that erasing the person erases the pictures too. */
export interface FileOwner {
  readonly tenant: string
  readonly person: string
}

/** The stored bytes are no longer those that were hashed into the case. */
export class EvidenceDamaged extends Error {}

/** Files by the SHA-256 of their content, sealed with AES-256-GCM. Written once; nothing here changes or deletes one. */
export class EvidenceFiles {
  constructor(private readonly directory: string, private readonly keys: KeyRing) {}

  async store(owner: FileOwner, content: Buffer, { sha256: hash }: StoredFile): Promise<void> {
    const path = this.pathOf(owner, hash)
    await mkdir(dirname(path), { recursive: true, mode: 0o700 })
    // A crash leaves a temporary file, never half a piece of evidence.
    const temporary = `${path}.${randomBytes(6).toString('hex')}.tmp`
    await writeFile(temporary, sealFile(await this.keys.keyFor(owner.tenant, owner.person), content, hash), { mode: 0o400, flush: true })
    await writeOnce(temporary, path)
  }

  /** The content, or undefined when it is not there or its owner was erased. @throws EvidenceDamaged when the bytes were changed. */
  async read(owner: FileOwner, hash: string): Promise<Buffer | undefined> {
    const key = await this.keys.findKey(owner.tenant, owner.person)
    if (!key) return undefined
    const sealed = await readFile(this.pathOf(owner, hash)).catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return undefined
      throw error
    })
    return sealed && openFile(key, sealed, hash)
  }

  // The person is part of the path by a hash: two people with the same picture have two files under two keys.
  private pathOf(owner: FileOwner, hash: string): string {
    return join(this.directory, owner.tenant, sha256(owner.person).slice(0, 16), hash.slice(0, 2), hash)
  }
}

/** The name is given to the first; whoever comes with the same content later finds it there. */
const writeOnce = async (temporary: string, path: string): Promise<void> => {
  try {
    await link(temporary, path)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    await unlink(temporary)
  }
}

/** What a file is, or why it is not taken. */
export const inspectFile = async (content: Buffer): Promise<StoredFile | Refusal> => {
  if (content.length === 0) return refuse('EvidenceFileMissing')
  if (content.length > EVIDENCE_LIMIT_BYTES) return refuse('EvidenceTooLarge', { limit_bytes: EVIDENCE_LIMIT_BYTES })
  const type = await fileTypeFromBuffer(content)
  if (!type || !ALLOWED.has(type.mime)) return refuse('EvidenceTypeNotAllowed', { found: type?.mime ?? 'unknown' })
  return { sha256: sha256(content), size_bytes: content.length, mediaType: type.mime }
}

const sealFile = (key: Buffer, content: Buffer, hash: string): Buffer => {
  const nonce = randomBytes(12)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(hash))
  return Buffer.concat([nonce, cipher.update(content), cipher.final(), cipher.getAuthTag()])
}

const openFile = (key: Buffer, sealed: Buffer, hash: string): Buffer => {
  const content = decrypted(key, sealed, hash)
  if (!content || sha256(content) !== hash) throw new EvidenceDamaged(`evidence ${hash} was changed on disk`)
  return content
}

const decrypted = (key: Buffer, sealed: Buffer, hash: string): Buffer | undefined => {
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, 12)).setAAD(Buffer.from(hash)).setAuthTag(sealed.subarray(-16))
    return Buffer.concat([decipher.update(sealed.subarray(12, -16)), decipher.final()])
  } catch {
    return undefined
  }
}
