import { expect, it } from '@jest/globals'
import { addressProblem, isPlayAddress, isTrustworthy, maySandboxesRun } from './play-money.js'
import { runSandboxes } from './sandbox-kit/process.js'

it('only TLS, or this machine, says who answers', () => {
  for (const url of ['https://bank.example/host', 'http://127.0.0.1:4073', 'http://[::1]:1', 'http://localhost:1/gateway.do']) expect(isTrustworthy(url)).toBe(true)
  for (const url of ['http://bank.example', 'http://127.0.0.1.example.com', 'http://10.0.0.1', 'ftp://127.0.0.1', 'bank']) expect(isTrustworthy(url)).toBe(false)
})

it('an address that nobody can trust is a problem, unless the installation says that it plays', () => {
  expect(addressProblem('BANK_TRANSFER_URL', 'http://sandbox:4073', {})).toMatch('BANK_TRANSFER_URL is neither https nor an address of this machine: use https')
  expect(addressProblem('BANK_TRANSFER_URL', 'http://sandbox:4073', { NODE_ENV: 'development' })).toBeDefined()
  expect(addressProblem('BANK_TRANSFER_URL', 'http://sandbox:4073', { ALLOW_PLAY_MONEY: 'yes' })).toBeUndefined()
  expect(addressProblem('BANK_TRANSFER_URL', 'https://bank.example', {})).toBeUndefined()
  expect(addressProblem('BANK_TRANSFER_URL', 'ftp://sandbox', { ALLOW_PLAY_MONEY: 'yes' })).toBeDefined()
  expect(addressProblem('BANK_TRANSFER_URL', 'bank', { ALLOW_PLAY_MONEY: 'yes' })).toBe('BANK_TRANSFER_URL is not an address')
})

it('money is play money without TLS, and in an operator\'s own sandbox', () => {
  expect(['http://127.0.0.1:4073', 'https://openapi-sandbox.dl.alipaydev.com/gateway.do'].map(isPlayAddress)).toEqual([true, true])
  expect(['https://openapi.alipay.com/gateway.do', 'https://alipaydev.com.example'].map(isPlayAddress)).toEqual([false, false])
})

it('sandboxes run where the installation says that it plays, and nowhere else', async () => {
  expect([{ NODE_ENV: 'development' }, { NODE_ENV: 'test' }, { NODE_ENV: 'production', ALLOW_PLAY_MONEY: 'yes' }].map(maySandboxesRun)).toEqual([true, true, true])
  expect([{}, { NODE_ENV: 'production' }, { ALLOW_PLAY_MONEY: 'true' }].map(maySandboxesRun)).toEqual([false, false, false])
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await expect(runSandboxes([{ name: 'sandbox', port: 0, schema: 'x', createServer: () => { throw new Error('it started') } }])).rejects.toThrow('ALLOW_PLAY_MONEY=yes')
  } finally {
    process.env.NODE_ENV = NODE_ENV
  }
})
