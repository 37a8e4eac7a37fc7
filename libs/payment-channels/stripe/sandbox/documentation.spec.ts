import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { behaviours, behaviourOf } from './behaviours.js'
import { noticeKinds } from './notice.js'

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')

it('README.md documents every behaviour and every kind of notice', () => {
  for (const name of [...Object.keys(behaviours), ...noticeKinds]) expect(readme).toContain(`\`${name}\``)
})

it('the end of the payment decides', () => {
  for (const [name, behaviour] of Object.entries(behaviours)) expect(behaviourOf(`pi_0123456789-${name}`)).toEqual(behaviour)
  expect(behaviourOf('pi_2026001')).toEqual({})
})
