import { expect } from '@jest/globals'
import { sha256 } from '@recourse/kernel'
import { tckCase, type TckCase } from '../tck-case.js'

const ODD_DATA: readonly (readonly [string, unknown])[] = [
  ['Chinese, emoji and right-to-left text', { reason: '医美退款:不满意 😀👩‍⚕️', note: 'مرحبا', 'ключ': 'é vs é' }],
  ['quotes, backslashes and what looks like SQL', { text: `'; DROP TABLE event; -- "\\" {a,b} $1 %s` }],
  ['control characters and line separators', { text: '\u0000\u0001\t\r\n\u001f\u007f\u2028\u2029\ufeff' }],
  ['keys that look like numbers, in canonical order', JSON.parse('{"10":1,"9":2,"a":3,"":4,"__proto__":{"x":1},"constructor":5}')],
  ['numbers at the edges', [0, -1, 0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740991, 333333333.3333333]],
  ['empty things', { object: {}, array: [], string: '', nothing: null, yes: true, no: false }],
  ['deep nesting', Array.from({ length: 200 }).reduce<unknown>((inner) => [{ inner }], 'core')],
  ['a body of 256 kB', { text: '退'.repeat(87_000) }],
]

const preserved = ([what, data]: readonly [string, unknown]): TckCase =>
  tckCase(`body: ${what} comes back byte for byte`, async (t) => {
    const stream = t.stream()
    const event = t.event(data)
    await t.store.append(stream, 0, [event])
    const [stored] = await t.store.readStream(stream)
    expect(stored!.body === event.body).toBe(true)
    expect(sha256(stored!.body)).toBe(stored!.hash)
    expect((await t.log())[0]!.body === event.body).toBe(true)
  })

export const bodyCases = [
  ...ODD_DATA.map(preserved),

  tckCase('body: the hash is kept as given, not computed', async (t) => {
    const stream = t.stream()
    await t.store.append(stream, 0, [{ ...t.event(), hash: 'f'.repeat(64) }])
    expect((await t.store.readStream(stream))[0]!.hash).toBe('f'.repeat(64))
    expect((await t.log())[0]!.hash).toBe('f'.repeat(64))
  }),

  tckCase('body: subscribers get the same bytes as readers', async (t) => {
    const batch = ODD_DATA.slice(0, 6).map(([, data]) => t.event(data))
    await t.store.append(t.stream(), 0, batch)
    expect((await t.take(t.start, 6)).map((event) => event.body)).toEqual(batch.map((event) => event.body))
  }),

  tckCase('body: odd but legal stream ids are kept', async (t) => {
    const streams = ['退款-1', 'a b\'c"d', 'x/y?z=1&w#', '%2F..', 'ü'.repeat(100)].map((id) => t.stream(id))
    for (const stream of streams) await t.store.append(stream, 0, [t.event()])
    expect((await t.log()).map((event) => event.stream)).toEqual(streams)
    for (const stream of streams) expect(await t.store.readStream(stream)).toHaveLength(1)
  }),
]
