import { crc32, inflateRawSync } from 'node:zlib'

const END = 0x06054b50
const ENTRY = 0x02014b50
const END_BYTES = 22
const ENTRY_BYTES = 46
const LOCAL_BYTES = 30
const ENTRIES_LIMIT = 32
/** Of all files together. */
const CONTENT_LIMIT_BYTES = 64 * 1_024 * 1_024
const STORED = 0
const DEFLATED = 8

/**
 * What the files of a ZIP archive contain, in the order of its directory.
 * @throws RangeError when it is damaged, or packed in a way that no bill is
 */
export const filesOfZip = (archive: Buffer): Buffer[] => {
  const end = archive.lastIndexOf(Buffer.from([0x50, 0x4b, 0x05, 0x06]))
  if (end < 0 || archive.length < end + END_BYTES || archive.readUInt32LE(end) !== END) throw new RangeError('not a ZIP archive')
  const count = archive.readUInt16LE(end + 10)
  if (count > ENTRIES_LIMIT) throw new RangeError('the ZIP archive has too many files')
  const files: Buffer[] = []
  let at = archive.readUInt32LE(end + 16)
  let left_bytes = CONTENT_LIMIT_BYTES
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > archive.length || archive.readUInt32LE(at) !== ENTRY) throw new RangeError('the directory of the ZIP archive is damaged')
    const content = fileAt(archive, at, left_bytes)
    left_bytes -= content.length
    files.push(content)
    at += ENTRY_BYTES + archive.readUInt16LE(at + 28) + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32)
  }
  return files
}

const fileAt = (archive: Buffer, entry: number, limit_bytes: number): Buffer => {
  const method = archive.readUInt16LE(entry + 10)
  const [checksum, packed, size, local] = [16, 20, 24, 42].map((offset) => archive.readUInt32LE(entry + offset)) as [number, number, number, number]
  if (local + LOCAL_BYTES > archive.length || size > limit_bytes) throw new RangeError('a file of the ZIP archive is damaged or too large')
  const start = local + LOCAL_BYTES + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28)
  const content = unpack(method, archive.subarray(start, start + packed), limit_bytes)
  if (content.length !== size || crc32(content) !== checksum) throw new RangeError('a file of the ZIP archive is damaged')
  return content
}

const unpack = (method: number, packed: Buffer, limit_bytes: number): Buffer => {
  if (method === STORED) return packed
  if (method !== DEFLATED) throw new RangeError('a file of the ZIP archive is packed in an unknown way')
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, limit_bytes) })
  } catch {
    throw new RangeError('a file of the ZIP archive cannot be unpacked')
  }
}
