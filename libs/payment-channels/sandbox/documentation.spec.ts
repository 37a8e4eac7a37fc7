import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { behaviourOf, behaviours, sandboxCodes } from './behaviours.js'

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')

it('README.md documents every behaviour of the sandbox', () => {
  for (const name of Object.keys(behaviours)) expect(readme).toContain(`| \`${name}\` |`)
})

it('README.md documents every code the sandbox can answer', () => {
  for (const code of sandboxCodes) expect(readme).toContain(`\`${code}\``)
})

it('the account of the payee decides, else the payment reference, by its end', () => {
  for (const [name, behaviour] of Object.entries(behaviours)) {
    expect(behaviourOf({ paymentReference: `pay-${name}` })).toEqual(behaviour)
    expect(behaviourOf({ paymentReference: 'pay', payee: { accountNo: `6222${name}` } })).toEqual(behaviour)
    expect(behaviourOf({ paymentReference: `pay-${name}`, payee: { accountNo: '6222' } })).toEqual({ outcome: 'succeeded' })
  }
})
