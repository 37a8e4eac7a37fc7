import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { z } from 'zod'
import { ConfigError, readConfig, readSettings } from './config.js'

const MASTER_KEY = Buffer.alloc(32, 7).toString('base64')
const complete = {
  DATABASE_URL: 'postgres://recourse:CANARY@db/recourse', EVENT_FEED: 'store', AUTH_JWKS_FILE: '/keys.json', AUTH_ISSUER: 'https://id.example', MASTER_KEY,
}
const faultOf = (settings: Record<string, string>): string => {
  try {
    readConfig(settings)
  } catch (error) {
    expect(error).toBeInstanceOf(ConfigError)
    return (error as Error).message
  }
  throw new Error('it was accepted')
}

const folder = mkdtempSync(join(tmpdir(), 'recourse-config-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('settings', () => {
  it('have defaults that are safe in production', () => {
    expect(readConfig(complete)).toMatchObject({
      NODE_ENV: 'production', EVENT_STORE: 'postgres', AUTH_AUDIENCE: 'recourse', LOG_LEVEL: 'info', HTTP_QUEUE_LIMIT: 200,
    })
  })

  it('that are missing or wrong are all named at once, and no value is told', () => {
    const fault = faultOf({ ...complete, PORT: 'CANARY', LOG_LEVEL: 'CANARY', AUTH_ISSUER: '', DATABASE_URL: '', AUTH_JWKS_URL: 'x', HTTP_QUEUE_LIMIT: '0' })
    for (const name of ['PORT', 'LOG_LEVEL', 'AUTH_ISSUER', 'DATABASE_URL', 'AUTH_JWKS_URL', 'HTTP_QUEUE_LIMIT']) expect(fault).toContain(`${name}: `)
    expect(fault).not.toContain('CANARY')
  })

  it.each<[string, Record<string, string>, string]>([
    ['an event store without its address', { EVENT_STORE: 'eventstoredb' }, 'EVENTSTORE_URL'],
    ['a feed without its address', { EVENT_FEED: 'nats' }, 'NATS_URL'],
    ['a master key of another length', { MASTER_KEY: Buffer.from('CANARY').toString('base64') }, 'MASTER_KEY'],
    ['failures on purpose outside of tests', { RECOURSE_FAILPOINTS: '/failpoints' }, 'RECOURSE_FAILPOINTS'],
    ['a misspelt setting of ours', { RECOURSE_FAILPOINT: '/failpoints' }, 'RECOURSE_FAILPOINT is no setting; the nearest is RECOURSE_FAILPOINTS'],
    ['a proxy that is no address', { TRUSTED_PROXIES: '10.0.0.1, proxy.example' }, 'TRUSTED_PROXIES'],
    ['everybody as a proxy', { TRUSTED_PROXIES: '0.0.0.0/0' }, 'TRUSTED_PROXIES'],
    ['a word for proxies', { TRUSTED_PROXIES: 'true' }, 'TRUSTED_PROXIES'],
    ['no keys of the token issuer', { AUTH_JWKS_FILE: '' }, 'AUTH_JWKS_URL or AUTH_JWKS_FILE'],
  ])('do not go together: %s', (_, change, named) => {
    const fault = faultOf({ ...complete, ...change })
    expect(fault).toContain(named)
    expect(fault).not.toContain(change['MASTER_KEY'] ?? 'CANARY')
  })

  it('may come from files, without the line end; what is set directly goes before', () => {
    const file = join(folder, 'key')
    writeFileSync(file, `${MASTER_KEY}\n`)
    const { MASTER_KEY: _, ...rest } = complete
    expect(readConfig({ ...rest, MASTER_KEY_FILE: file }).MASTER_KEY).toBe(MASTER_KEY)
    const other = Buffer.alloc(32, 8).toString('base64')
    expect(readConfig({ ...rest, MASTER_KEY: other, MASTER_KEY_FILE: file }).MASTER_KEY).toBe(other)
  })

  it('name proxies by address or network', () => {
    expect(readConfig({ ...complete, TRUSTED_PROXIES: '10.0.0.1, fd00::/8' }).TRUSTED_PROXIES).toEqual(['10.0.0.1', 'fd00::/8'])
  })

  it('in a file that is not there are named by the setting', () => {
    const { MASTER_KEY: _, ...rest } = complete
    for (const settings of [rest, complete]) expect(faultOf({ ...settings, MASTER_KEY_FILE: join(folder, 'nothing') })).toContain('MASTER_KEY_FILE')
  })

  it('of one service follow the same rules', () => {
    const schema = z.object({ EVIDENCE_DIR: z.string().min(1) })
    expect(readSettings({ EVIDENCE_DIR: '/evidence' }, schema)).toEqual({ EVIDENCE_DIR: '/evidence' })
    expect(() => readSettings({}, schema)).toThrow(/EVIDENCE_DIR/)
  })
})
