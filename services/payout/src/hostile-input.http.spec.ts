import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from '@jest/globals'
import { ROLES } from '@recourse/kernel'
import { PayoutBench } from './spec-support.js'

interface Door {
  readonly method: string
  readonly path: string
}

interface Answer {
  readonly door: string
  readonly status: number
  readonly contentType: string | null
  readonly code?: string
  readonly titles?: object
}

let bench: PayoutBench
let url: string
let doors: Door[]
let everything: string

beforeAll(async () => {
  bench = await PayoutBench.open({ consumers: true })
  url = await bench.service.listen()
  everything = await bench.service.credentials(ROLES.filter((role) => role !== 'service'), { id: 'everybody' })
  const { paths } = (await bench.service.anonymous.get('/docs/openapi.json')).body as { paths: Record<string, object> }
  // The door of the channels' notices takes no tokens, and so many from one address: it has its own spec.
  doors = Object.entries(paths).filter(([path]) => !path.startsWith('/channel-notices'))
    .flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })))
})
afterAll(() => bench.close())

const knock = async ({ method, path }: Door, { ids = randomUUID(), body = '{}', authorization = everything }: { ids?: string; body?: string; authorization?: string }): Promise<Answer> => {
  const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': randomUUID() }
  const address = path.replaceAll(/\{\w+\}/g, encodeURIComponent(ids))
  const answer = await fetch(url + address, { method, headers, ...(method === 'GET' ? {} : { body }) })
  const problem = (await answer.json()) as Pick<Answer, 'code' | 'titles'>
  return { door: `${method} ${path}`, status: answer.status, contentType: answer.headers.get('content-type'), ...problem }
}

/** Answers that are no problem with words for people, or blame us for it. */
const unfit = (answers: readonly Answer[]): Answer[] =>
  answers.filter(({ status, contentType, code, titles }) => status >= 500 || (status >= 400 && !(contentType?.startsWith('application/problem+json') && code && titles)))

const atAll = (doors: readonly Door[], knocking: Parameters<typeof knock>[1]): Promise<Answer[]> => Promise.all(doors.map((door) => knock(door, knocking)))

it('no door opens without a token', async () => {
  const answers = await atAll(doors, { authorization: '' })
  expect(answers.length).toBeGreaterThan(25)
  expect(answers.filter(({ status, code }) => status !== 401 || code !== 'TokenMissing')).toEqual([])
})

it('no door opens to who has no role', async () => {
  const nobody = await bench.service.credentials([], { id: 'nobody' })
  const answers = await atAll(doors, { authorization: nobody })
  expect(answers.filter(({ status }) => status < 400)).toEqual([])
  expect(unfit(answers)).toEqual([])
})

it.each([
  ['NUL', '\0'], ['two parts', 'a/b'], ['the way up', '../..'], ['a prototype', '__proto__'], ['a constructor', 'constructor'], ['a picture', '💸'], ['a turn of the script', '\u202e'],
  ['without end', 'x'.repeat(2_000)], ['SQL', '\'; --'], ['an exponent', '1e9'], ['below zero', '-1'], ['beyond every integer', '99999999999999999999'], ['a line end', '\n'],
])('an id that is %s is told to be none', async (_, ids) => {
  const answers = await atAll(doors.filter(({ path }) => path.includes('{')), { ids })
  expect(answers.filter(({ status }) => ![400, 404].includes(status))).toEqual([])
  expect(unfit(answers)).toEqual([])
})

it.each([
  ['empty', ''], ['null', 'null'], ['a list', '[]'], ['a text', '"x"'], ['a number', '7'], ['half of one', '{"a":'], ['poison for prototypes', '{"__proto__":{"x":1}}'],
  ['of a field that nobody knows', '{"colour":"red"}'], ['nested without end', `${'{"a":'.repeat(3_000)}1${'}'.repeat(3_000)}`], ['without end', JSON.stringify({ a: 'x'.repeat(300_000) })],
])('a body that is %s breaks nothing', async (_, body) => {
  expect(unfit(await atAll(doors.filter(({ method }) => method === 'POST'), { body }))).toEqual([])
})

it('every address says which methods it takes', async () => {
  const answers = await atAll([...new Set(doors.map(({ path }) => path))].map((path) => ({ method: 'DELETE', path })), {})
  expect(answers.filter(({ status }) => status !== 405)).toEqual([])
  expect(unfit(answers)).toEqual([])
})
