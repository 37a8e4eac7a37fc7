import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { bankCodes } from '../errors.js'
import { behaviourNames, refusalCodes } from './behaviours.js'

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')

it('README.md documents every behaviour and every code of the bank', () => {
  for (const name of behaviourNames) expect(readme).toContain(`\`${name}\``)
  for (const code of [...Object.values(refusalCodes), 'R3001', 'R3002']) expect(readme).toContain(`| \`${code}\` |`)
})

it('the channel knows every code of the bank', () => {
  expect(Object.keys(bankCodes)).toEqual(expect.arrayContaining(Object.values(refusalCodes)))
})
