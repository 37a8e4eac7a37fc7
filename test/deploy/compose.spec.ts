import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { parse } from 'yaml'
import { maySandboxesRun, readSandboxSecret } from '@recourse/payment-channels'
import { DevelopmentIssuer, readConfig, TokenVerifier } from '@recourse/platform'

interface ComposeService {
  readonly image: string
  readonly command?: readonly string[]
  readonly environment?: Readonly<Record<string, string>>
  readonly ports?: readonly string[]
  readonly volumes?: readonly string[]
  readonly secrets?: readonly string[]
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean }
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>
  readonly deploy?: { readonly resources: { readonly limits: { readonly cpus?: string; readonly memory?: string } } }
}

interface Compose {
  readonly services: Readonly<Record<string, ComposeService>>
  readonly volumes: Readonly<Record<string, unknown>>
  readonly secrets: Readonly<Record<string, { readonly file: string }>>
}

interface StartedProgram {
  readonly name: string
  readonly main: string
  readonly port: number
}

const root = join(import.meta.dirname, '../..')
const { services: startedByNpmStart } = (await import(join(root, 'deploy/dev/services.mjs'))) as { services: readonly StartedProgram[] }
const { channelSettings } = (await import(join(root, 'deploy/dev/channels.mjs'))) as {
  channelSettings(keys: string, urls: Readonly<Record<string, string>>): Readonly<Record<'sandbox' | 'payout', Readonly<Record<string, string>>>>
}
const { shareKeys } = (await import(join(root, 'deploy/compose/share-keys.mjs'))) as { shareKeys(from: string, to: string): void }
const PAYOUT_KEYS = '/var/lib/recourse/payout-keys'
const compose = parse(readFileSync(join(root, 'docker-compose.yml'), 'utf8'), { merge: true }) as Compose
const all = Object.entries(compose.services)
const ours = all.filter(([, { image }]) => image === 'recourse:local')
const lasting = all.filter(([name]) => name !== 'migrate' && name !== 'token')
const programs = ours.filter(([name]) => name !== 'migrate' && name !== 'token')
const onPlatform = ours.filter(([name]) => name !== 'sandbox' && name !== 'token')

let secrets: string

beforeAll(() => {
  secrets = mkdtempSync(join(tmpdir(), 'recourse-compose-'))
  initialise()
})
afterAll(() => rmSync(secrets, { recursive: true, force: true }))

const initialise = (): void => {
  const { status, stderr } = spawnSync(process.execPath, [join(root, 'deploy/compose/init.mjs'), secrets], { encoding: 'utf8' })
  if (status !== 0) throw new Error(stderr)
}

/** The environment as a container sees it, with its mounted secrets looked up where this test made them. */
const environmentOf = ({ environment = {} }: ComposeService): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(environment).map(([name, value]) => [name, value.replace('/run/secrets/', `${secrets}/`)]))

const without = (names: RegExp, settings: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(settings).filter(([name]) => !names.test(name)))

const sourcesUnder = (folder: string): string =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|mjs)$/.test(path) && !/(^|\/)(dist|node_modules)\//.test(path) && !path.endsWith('.spec.ts'))
    .map((path) => readFileSync(join(root, folder, path), 'utf8'))
    .join('\n')

describe('docker-compose.yml', () => {
  it('runs every service folder, and the same programs as npm start', () => {
    const folders = readdirSync(join(root, 'services')).filter((name) => name !== 'cli')
    const commands = programs.map(([name, { command }]) => [name, command])
    expect(programs.map(([name]) => name)).toEqual(expect.arrayContaining(folders))
    expect(Object.fromEntries(commands)).toEqual(Object.fromEntries(startedByNpmStart.map(({ name, main }) => [name, [main]])))
  })

  it('prepares the database for each of them before any starts', () => {
    const [script, ...migrated] = compose.services.migrate!.command!
    expect(script).toBe('deploy/compose/migrate.mjs')
    expect(migrated.pop()).toBe('deploy/compose/share-keys.mjs')
    expect(migrated.toSorted()).toEqual(programs.map(([, { command }]) => command![0]!).toSorted())
    for (const [, { depends_on }] of programs) expect(depends_on).toMatchObject({ migrate: { condition: 'service_completed_successfully' } })
  })

  it.each(onPlatform)('gives %s settings that it accepts', (_name, service) => {
    expect(readConfig(environmentOf(service))).toMatchObject({ NODE_ENV: 'production', EVENT_STORE: 'eventstoredb', EVENT_FEED: 'nats' })
  })

  it.each(programs.filter(([name]) => name !== 'sandbox'))('gives %s what its own folder demands', (name, { environment = {} }) => {
    const declared = sourcesUnder(`services/${name}/src`).matchAll(/\b([A-Z][A-Z0-9_]{3,}): (z\.(?:(?!, [A-Z]{3}|\n| \}\)).)*)/g)
    const demanded = [...declared].filter(([, , schema]) => !/optional|default/.test(schema!)).map(([, setting]) => setting!)
    expect(demanded.filter((setting) => !(setting in environment || `${setting}_FILE` in environment))).toEqual([])
  })

  it('gives the sandbox and the service that pays through it one secret', () => {
    const { sandbox, payout } = compose.services
    expect(readSandboxSecret(environmentOf(sandbox!))).toBe(readSandboxSecret(environmentOf(payout!)))
  })

  it('says that it plays, where in production it has to be said', () => {
    const players = ['sandbox', 'payout', 'migrate'].map((name) => environmentOf(compose.services[name]!))
    expect(players.map((environment) => [environment.NODE_ENV, maySandboxesRun(environment)])).toEqual(players.map(() => ['production', true]))
  })

  it('lets payout pay through the same channels as npm start, with keys that migrate makes', () => {
    const { payout, sandbox, migrate } = compose.services
    const keys = '/var/lib/recourse/sandbox-keys'
    const urls = { payout: 'http://payout:8080', sandbox: 'http://sandbox:8080', 'sandbox-wechat-pay': 'http://sandbox:4071', 'sandbox-alipay': 'http://sandbox:4072', 'sandbox-bank': 'http://sandbox:4073', 'sandbox-stripe': 'http://sandbox:4074' }
    const started = channelSettings(keys, urls)
    expect(payout!.environment).toMatchObject(without(/^STRIPE_|_POLL_MS$/, channelSettings(PAYOUT_KEYS, urls).payout))
    expect(sandbox!.environment).toMatchObject(without(/_PORT$|_SETTLES_AFTER_MS$|^STRIPE_SANDBOX_NOTIFY/, started.sandbox))
    for (const { environment, volumes } of [sandbox!, migrate!]) {
      const directories = Object.values(environment!).filter((value) => value.startsWith(`${keys}/`))
      expect(directories).toEqual(['wechat-pay', 'alipay', 'bank', 'stripe'].map((channel) => `${keys}/${channel}`))
      expect(volumes![0]).toContain(`sandbox-keys:${keys}`)
    }
  })

  it('gives payout the keys of its own side, and none that a sandbox signs with', () => {
    const { payout, migrate } = compose.services
    expect(payout!.volumes).toEqual([`payout-keys:${PAYOUT_KEYS}:ro`])
    expect(migrate!.volumes).toContain(`payout-keys:${PAYOUT_KEYS}`)
    const folder = mkdtempSync(join(tmpdir(), 'recourse-keys-'))
    const [made, shared] = [join(folder, 'sandbox-keys'), join(folder, 'payout-keys')]
    try {
      for (const name of [
        'wechat-pay/merchant-key.pem', 'wechat-pay/platform-key.pem', 'wechat-pay/api-v3-key', 'wechat-pay/platform/serial.pem', 'alipay/app-key.pem', 'alipay/alipay-key.pem',
        'alipay/alipay-public-key.pem', 'bank/company-key.pem', 'bank/bank-key.pem', 'bank/bank-public-key.pem', 'bank/ledger-key', 'stripe/api-key',
      ]) {
        mkdirSync(dirname(join(made, name)), { recursive: true })
        writeFileSync(join(made, name), name)
      }
      for (const _ of ['the first start', 'the next']) shareKeys(made, shared)
      const named = Object.values(payout!.environment!).filter((value) => value.startsWith(`${PAYOUT_KEYS}/`)).map((value) => value.slice(PAYOUT_KEYS.length + 1))
      expect(named.filter((path) => !existsSync(join(shared, path)))).toEqual([])
      expect(readdirSync(shared, { recursive: true, encoding: 'utf8' }).filter((path) => /platform-key|alipay-key|bank-key|stripe/.test(path))).toEqual([])
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  it.each(ours)('gives %s no setting that nothing reads', (name, { environment = {} }) => {
    const ownFolder: Record<string, string> = { sandbox: 'libs/payment-channels', migrate: 'libs/platform', token: 'deploy/compose' }
    const usesPlatform = onPlatform.some(([other]) => other === name)
    const folders = [ownFolder[name] ?? `services/${name}/src`, ...(usesPlatform ? ['libs/platform', 'libs/payment-channels'] : [])]
    const sources = folders.map(sourcesUnder).join('\n')
    // The platform reads NAME_FILE wherever it reads NAME.
    const spellings = (setting: string) => [setting, ...(usesPlatform ? [setting.replace(/_FILE$/, '')] : [])]
    const unread = Object.keys(environment).filter((setting) => !spellings(setting).some((spelling) => new RegExp(`\\b${spelling}\\b`).test(sources)))
    expect(unread).toEqual([])
  })

  it('publishes on the loopback interface only, each port once, the same as npm start', () => {
    const published = Object.fromEntries(all.filter(([, { ports }]) => ports).map(([name, { ports }]) => [name, ports]))
    const expected = startedByNpmStart.filter(({ name }) => name !== 'sandbox').map(({ name, port }) => [name, [`127.0.0.1:${port}:8080`]])
    expect(published).toEqual(Object.fromEntries(expected))
  })

  it.each(all)('pins the image of %s', (_name, { image }) => {
    expect(image).toMatch(/^[a-z/]+:(local|\d+\.\d+[\w.-]*)$/)
  })

  it.each(lasting)('watches the health of %s', (_name, { healthcheck }) => {
    expect(healthcheck?.test?.[0]).toMatch(/^CMD/)
  })

  it.each(all)('limits the memory and processor time of %s', (_name, { deploy }) => {
    expect(deploy?.resources.limits).toEqual({ cpus: expect.stringMatching(/^\d\.\d$/), memory: expect.stringMatching(/^\d+[MG]$/) })
  })

  it('waits for a store only where its health is known', () => {
    const waits = all.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on))
    for (const [name, { condition }] of waits) {
      expect([name, condition]).toEqual([name, name === 'migrate' ? 'service_completed_successfully' : 'service_healthy'])
    }
  })

  it('names every volume, so that nothing is lost with a container', () => {
    const named = all.flatMap(([, { volumes = [] }]) => volumes.map((volume) => volume.split(':')[0]!))
    expect([...new Set(named)].toSorted()).toEqual(Object.keys(compose.volumes).toSorted())
  })
})

describe('secrets of the trial', () => {
  it('stand in no file of the repository', () => {
    const inline = all.flatMap(([name, { environment = {} }]) =>
      Object.entries(environment).filter(([setting, value]) => (/KEY|SECRET|PASSWORD|TOKEN/.test(setting) && !/_(FILE|DIR)$/.test(setting)) || /:\/\/[^/]*:[^/]*@/.test(value)).map(([setting]) => `${name} ${setting}`))
    expect(inline).toEqual([])
    for (const { file } of Object.values(compose.secrets)) expect(file).toMatch(/^deploy\/compose\/secrets\//)
    expect(readFileSync(join(root, 'deploy/compose/.gitignore'), 'utf8')).toContain('secrets/')
  })

  it('are all made by init.mjs, and reach a container only when named there', () => {
    expect(readdirSync(secrets).toSorted()).toEqual(Object.values(compose.secrets).map(({ file }) => file.split('/').at(-1)!).toSorted())
    const wanted = (service: ComposeService) => Object.values(service.environment ?? {}).filter((value) => value.startsWith('/run/secrets/')).map((value) => value.slice('/run/secrets/'.length))
    for (const [, service] of all) expect(service.secrets ?? []).toEqual(expect.arrayContaining(wanted(service)))
    for (const [name, service] of all) expect([name, service.secrets?.includes('issuer.json') ?? false]).toEqual([name, name === 'token'])
  })

  it('are kept when init.mjs runs again', () => {
    const before = readFileSync(join(secrets, 'master.key'), 'utf8')
    initialise()
    expect(readFileSync(join(secrets, 'master.key'), 'utf8')).toBe(before)
  })

  it('let the token command sign what the services accept, and nothing in production', async () => {
    const { AUTH_ISSUER: issuer, AUTH_AUDIENCE: audience } = compose.services.token!.environment as Record<string, string>
    const options = { keyFile: join(secrets, 'issuer.json'), jwksFile: '/dev/null', issuer: issuer!, audience: audience! }
    const token = await (await DevelopmentIssuer.open({ ...options, environment: 'development' })).sign({ sub: 'reviewer-chen', tenant: 'demo', roles: ['reviewer'] })
    const verifier = new TokenVerifier(readConfig(environmentOf(compose.services.audit!)))
    expect(await verifier.verify(token)).toEqual({ tenant: 'demo', actor: { id: 'reviewer-chen', roles: ['reviewer'] } })
    await expect(DevelopmentIssuer.open({ ...options, environment: 'production' })).rejects.toThrow('development')
  })
})

describe('Dockerfile', () => {
  const stages = readFileSync(join(root, 'Dockerfile'), 'utf8').split(/^(?=FROM )/m)

  it('ends in a stage that runs without root, can be asked for its health and leaves the choice to the command', () => {
    const last = stages.at(-1)!
    expect(last).toMatch(/^USER [1-9]\d*:[1-9]\d*$/m)
    expect(last).toMatch(/^HEALTHCHECK .*"deploy\/compose\/healthcheck\.mjs"/m)
    expect(last).toMatch(/^ENTRYPOINT \["node"/m)
  })

  it('takes nothing but its base from outside, and no secret', () => {
    const text = stages.join('')
    expect(text).not.toMatch(/^ADD |:latest|https?:\/\//m)
    expect(text).not.toMatch(/^(ARG|ENV) .*(SECRET|PASSWORD|TOKEN|_KEY)/m)
    expect(readFileSync(join(root, '.dockerignore'), 'utf8')).toMatch(/^\*$/m)
  })
})
