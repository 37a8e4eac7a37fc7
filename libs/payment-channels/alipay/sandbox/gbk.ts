/** The bytes of every character that GBK writes with two. */
const table = (): ReadonlyMap<string, number> => {
  const decoder = new TextDecoder('gbk')
  const codes = new Map<string, number>()
  for (let high = 0x81; high <= 0xfe; high++) {
    for (let low = 0x40; low <= 0xfe; low++) {
      const character = decoder.decode(Uint8Array.of(high, low))
      if (character.length === 1 && character !== '\uFFFD' && !codes.has(character)) codes.set(character, (high << 8) | low)
    }
  }
  return codes
}

let codes: ReadonlyMap<string, number> | undefined

/** @throws RangeError for a character that GBK does not have */
export const encodeGbk = (text: string): Buffer => {
  codes ??= table()
  const bytes: number[] = []
  for (const character of text) {
    const code = character < '\x80' ? character.charCodeAt(0) : codes.get(character)
    if (code === undefined) throw new RangeError(`not in GBK: ${character}`)
    bytes.push(...(code > 0xff ? [code >> 8, code & 0xff] : [code]))
  }
  return Buffer.from(bytes)
}
