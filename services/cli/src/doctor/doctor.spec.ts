import { afterEach, describe, expect, it } from '@jest/globals'
import { tmpdir } from 'node:os'
import { SERVICES, variableOf } from '../settings.js'
import { fixtureServer, recourse, type FixtureAnswer, type FixtureServer } from '../testing.js'
import type { Check } from './check.js'
import { checkNode } from './environment.js'

const HEALTHY = { consumer: 'monthly', kind: 'projection', position: '1', head: '1', behind: false, lag_seconds: 0, quarantined: 0, last_error: null, holder: 'here/1' }

describe('recourse doctor', () => {
  let server: FixtureServer | undefined

  afterEach(async () => {
    await server?.close()
    server = undefined
  })

  const examine = async (ready: FixtureAnswer, consumer: object, packs: readonly object[] = [{ id: 'retail', version: '1.0.0' }]): Promise<{ code: number; problems: Check[] }> => {
    server = await fixtureServer(({ path }) => {
      if (path === '/health/ready') return ready
      return { body: { items: path === '/packs' ? packs : [consumer] } }
    })
    const env = Object.fromEntries(SERVICES.map((service) => [variableOf(service), server!.url]))
    const { code, stdout } = await recourse(['doctor', '--json'], { ...env, RECOURSE_TOKEN: 'token' })
    const { ok, checks } = JSON.parse(stdout) as { ok: boolean; checks: Check[] }
    expect(ok).toBe(code === 0)
    return { code, problems: checks.filter((check) => !check.ok) }
  }

  it('finds nothing wrong with what is well', async () => {
    expect(await examine({ body: { ready: true, checks: { database: 'ok' } } }, HEALTHY)).toEqual({ code: 0, problems: [] })
  })

  it.each([
    ['a service that is not ready', { status: 503, body: { ready: false, checks: { database: 'refused', eventStore: 'ok' } } }, HEALTHY, 'intake', /database: refused/],
    ['a consumer that lags', { body: { ready: true, checks: {} } }, { ...HEALTHY, behind: true, lag_seconds: 70, holder: null }, 'consumers', /monthly \(70 s, no process works for it\)/],
    ['a consumer that fails', { body: { ready: true, checks: {} } }, { ...HEALTHY, behind: true, last_error: 'no such table' }, 'consumers', /no such table/],
    ['a quarantined event', { body: { ready: true, checks: {} } }, { ...HEALTHY, quarantined: 2 }, 'consumers', /monthly \(2\)/],
  ])('finds %s and says what to do', async (_, ready, consumer, name, found) => {
    const { code, problems } = await examine(ready, consumer)
    expect(code).toBe(1)
    expect(problems.find((check) => check.name === name)).toMatchObject({ found: expect.stringMatching(found), advice: expect.any(String) })
  })

  it('finds that no packs are loaded', async () => {
    expect((await examine({ body: { ready: true, checks: {} } }, HEALTHY, [])).problems).toMatchObject([{ name: 'policy packs' }])
  })

  it('says how to start when nothing runs', async () => {
    const { code, stdout } = await recourse(['doctor'], {}, [tmpdir()])
    expect(code).toBe(1)
    expect(stdout).toContain('start with `npm start`')
  })

  it.each([['18.20.0', false], ['20.18.3', false], ['20.19.0', true], ['24.1.0', true]])('knows whether Node %s will do', (version, ok) => {
    expect(checkNode(version).ok).toBe(ok)
  })
})
