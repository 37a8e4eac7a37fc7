import { expect, it } from '@jest/globals'
import { parseYaml, PolicyDataError } from './yaml-directory.js'

const lines = (count: number): string => Array.from({ length: count }, (_, n) => `k${n}: 1`).join('\n')

it.each([
  ['a key twice', 'kind: refund\nkind: care\n', 'kind stands there twice'],
  ['a key twice deeper down', 'stages: { review: 1, review: 2 }\n', 'review stands there twice'],
  ['aliases that grow without end', `a: &a [x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f'].map((name, n) => `${name}: &${name} [${Array(9).fill(`*${'abcde'[n]}`).join(',')}]\n`).join('')}`, 'Excessive alias count'],
  ['lists without end', `a: ${'['.repeat(20_000)}`, 'not well-formed'],
  ['a key twice among thousands', `${lines(20_000)}\nk7: 2\n`, 'k7 stands there twice'],
])('%s is refused as YAML', (_, text, why) => {
  expect(() => parseYaml('pack.yaml', text)).toThrow(PolicyDataError)
  expect(() => parseYaml('pack.yaml', text)).toThrow(why)
})

it('reaches no prototype', () => {
  const content = parseYaml('pack.yaml', '__proto__: { polluted: true }\ntitle: { __proto__: { polluted: true } }\n')
  expect(Object.keys(content)).toEqual(['__proto__', 'title'])
  expect(({} as { polluted?: boolean }).polluted).toBeUndefined()
})
