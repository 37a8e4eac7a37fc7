import { expect, it } from '@jest/globals'
import { misspeltSettings } from './misspelt-settings.js'

const KNOWN = ['SHOP_TENANTS', 'SHOP_URL', 'SHOP_KEY_FILE']

it.each([
  ['SHOP_TENNANTS', 'SHOP_TENANTS'],
  ['SHOP_TENANT', 'SHOP_TENANTS'],
  ['SHOP_ULR', 'SHOP_URL'],
  ['SHOP_KEY', 'SHOP_KEY_FILE'],
])('%s is no setting, %s is the nearest', (name, nearest) => {
  expect(misspeltSettings({ [name]: 'canary' }, 'SHOP_', KNOWN)).toEqual([`${name} is no setting; the nearest is ${nearest}`])
})

it.each(['SHOP_PORT', 'SHOP_SERVICE_HOST', 'SHOP_PORT_4070_TCP_ADDR', 'SHOP_MODE'])('%s is somebody else\'s', (name) => {
  expect(misspeltSettings({ [name]: 'x' }, 'SHOP_', KNOWN)).toEqual([])
})

it('what is known, not set, or begins otherwise is in order', () => {
  expect(misspeltSettings({ SHOP_URL: 'x', SHOP_TENNANTS: undefined, BISHOP_TENNANTS: 'x', PATH: '/bin' }, 'SHOP_', KNOWN)).toEqual([])
})
