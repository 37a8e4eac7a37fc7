import { crc32, deflateSync } from 'node:zlib';

const colours = { purchase: [246, 211, 101], pre: [226, 149, 120], post: [155, 199, 178], other: [143, 170, 220] };
const width = 160;
const height = 100;

/**
 * A real PNG in one colour that stands in for a photo or a screenshot; each kind of evidence has its own.
 * @param {string} kind
 * @param {string} subject what it is of, in ASCII: no two subjects give the same file
 * @returns {Buffer}
 */
export function picture(kind, subject) {
  const [red, green, blue] = colours[kind] ?? [200, 200, 200];
  const row = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, Buffer.from([red, green, blue]))]);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 2], 8);
  const rows = deflateSync(Buffer.concat(Array(height).fill(row)));
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const text = Buffer.from(`Subject\0${subject}`, 'latin1');
  return Buffer.concat([signature, chunk('IHDR', header), chunk('tEXt', text), chunk('IDAT', rows), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  const checksum = Buffer.alloc(4);
  checksum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, checksum]);
}
