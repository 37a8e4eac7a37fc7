import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipFile {
  readonly name: Buffer
  readonly content: Buffer
}

const VERSION = 20
const DEFLATED = 8

/** An archive of a few small files. */
export const zipOf = (files: readonly ZipFile[]): Buffer => {
  const locals: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const { name, content } of files) {
    const packed = deflateRawSync(content)
    const common = numbers([VERSION, 2], [0, 2], [DEFLATED, 2], [0, 4], [crc32(content), 4], [packed.length, 4], [content.length, 4], [name.length, 2], [0, 2])
    const local = Buffer.concat([numbers([0x04034b50, 4]), common, name, packed])
    directory.push(Buffer.concat([numbers([0x02014b50, 4], [VERSION, 2]), common, numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4]), name]))
    locals.push(local)
    at += local.length
  }
  const entries = Buffer.concat(directory)
  const end = numbers([0x06054b50, 4], [0, 2], [0, 2], [files.length, 2], [files.length, 2], [entries.length, 4], [at, 4], [0, 2])
  return Buffer.concat([...locals, entries, end])
}

const numbers = (...values: readonly (readonly [value: number, bytes: number])[]): Buffer => {
  const buffer = Buffer.alloc(values.reduce((sum, [, bytes]) => sum + bytes, 0))
  let at = 0
  for (const [value, bytes] of values) at = buffer.writeUIntLE(value, at, bytes)
  return buffer
}
