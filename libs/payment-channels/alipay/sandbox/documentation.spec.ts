import { readFileSync } from 'node:fs'
import { expect, it } from '@jest/globals'
import { behaviours, behaviourOf } from './behaviours.js'
import { noticeKinds } from './notice.js'

const readme = readFileSync(new URL('./README.md', import.meta.url), 'utf8')

it('README.md documents every behaviour and every kind of notice', () => {
  for (const name of [...Object.keys(behaviours), ...noticeKinds]) expect(readme).toContain(`\`${name}\``)
})

it('the end of the payment decides, within what Alipay takes as its number', () => {
  for (const [name, behaviour] of Object.entries(behaviours)) {
    expect(behaviourOf(`0123456789-${name}`)).toEqual(behaviour)
    expect(`0123456789-${name}`.length).toBeLessThanOrEqual(64)
  }
  expect(behaviourOf('2026001')).toEqual({})
})
