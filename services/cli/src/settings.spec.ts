import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findSettings } from './settings.js'

const NOBODY = 2 ** 22 + 1

describe('settings', () => {
  let checkout: string

  beforeEach(() => {
    checkout = mkdtempSync(join(tmpdir(), 'recourse-cli-'))
    mkdirSync(join(checkout, '.recourse'))
    mkdirSync(join(checkout, 'a', 'b'), { recursive: true })
  })

  afterEach(() => rmSync(checkout, { recursive: true }))

  const start = (pid: number): void => writeFileSync(join(checkout, '.recourse', 'running.json'), JSON.stringify({
    pid, dataDir: checkout, natsUrl: null, eventFeed: 'store', processes: {},
    services: { intake: 'http://127.0.0.1:4010', 'after-care': 'http://127.0.0.1:4040' },
    tokens: { importer: 'token of the importer', auditor: 'token of the auditor' },
  }))

  it('come from the start that keeps its data in RECOURSE_DATA_DIR, and from no other', () => {
    start(process.pid)
    const folders = [join(checkout, 'a')]
    expect(findSettings({ env: { RECOURSE_DATA_DIR: join(checkout, '.recourse') }, folders: [tmpdir()] }).tokenFor('auditor')).toBe('token of the auditor')
    expect(findSettings({ env: { RECOURSE_DATA_DIR: join(checkout, 'a') }, folders }).running).toBeUndefined()
  })

  it('come from a running start, found upwards from a folder within the checkout', () => {
    start(process.pid)
    const settings = findSettings({ env: {}, folders: [join(checkout, 'a', 'b')] })
    expect(settings.urls).toEqual({ intake: 'http://127.0.0.1:4010', 'after-care': 'http://127.0.0.1:4040' })
    expect(settings.tokenFor('importer')).toBe('token of the importer')
    expect(settings.tokenFor('auditor')).toBe('token of the auditor')
    expect(settings.running).toMatchObject({ alive: true, file: join(checkout, '.recourse', 'running.json') })
  })

  it('come from where the program lies when the working directory is elsewhere', () => {
    start(process.pid)
    expect(findSettings({ env: {}, folders: [tmpdir(), join(checkout, 'a')] }).urls.intake).toBe('http://127.0.0.1:4010')
  })

  it('come from the environment before a running start', () => {
    start(process.pid)
    const env = { RECOURSE_INTAKE_URL: 'https://intake.example/', RECOURSE_AFTER_CARE_URL: '', RECOURSE_TOKEN: 'my own' }
    const settings = findSettings({ env, folders: [checkout] })
    expect(settings.urls).toEqual({ intake: 'https://intake.example', 'after-care': 'http://127.0.0.1:4040' })
    expect(settings.tokenFor('importer')).toBe('my own')
  })

  it('come from the environment alone where nothing runs', () => {
    const settings = findSettings({ env: { RECOURSE_AUDIT_URL: 'https://audit.example' }, folders: [tmpdir()] })
    expect(settings).toMatchObject({ urls: { audit: 'https://audit.example' }, running: undefined })
    expect(settings.tokenFor('auditor')).toBeUndefined()
  })

  it('are not taken from a start that has ended', () => {
    start(NOBODY)
    const settings = findSettings({ env: {}, folders: [checkout] })
    expect(settings.urls).toEqual({})
    expect(settings.running?.alive).toBe(false)
  })

  it('say what to do when the file of the start cannot be read', () => {
    writeFileSync(join(checkout, '.recourse', 'running.json'), '{')
    expect(() => findSettings({ env: {}, folders: [checkout] })).toThrow(/cannot be read.*RECOURSE_\*_URL/)
  })
})
