import { statfs } from 'node:fs/promises'
import { isAlive, SERVICES, variableOf, type Running, type Settings } from '../settings.js'
import { fine, problem, type Check } from './check.js'

const OLDEST_NODE = [20, 19] as const
const LEAST_FREE_BYTES = 1024 ** 3

/** What can be told about this machine without asking a service. */
export const checkEnvironment = async (settings: Settings, nodeVersion: string): Promise<Check[]> => [
  checkNode(nodeVersion),
  ...checkStart(settings),
  ...(settings.running?.alive ? [...checkProcesses(settings.running), checkFeed(settings.running), ...(await checkDisk(settings.running.dataDir))] : []),
]

export const checkNode = (version: string): Check => {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const isNewEnough = major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])
  return isNewEnough ? fine('node', `v${version}`) : problem('node', `v${version}`, `install Node ${OLDEST_NODE.join('.')} or newer`)
}

const checkStart = ({ running, urls, tokenFor }: Settings): Check[] => {
  if (running?.alive) return [fine('npm start', `runs as process ${running.pid} (${running.file})`)]
  const missing = SERVICES.filter((service) => !urls[service]).map(variableOf)
  if (missing.length < SERVICES.length) {
    return [
      missing.length === 0 ? fine('settings', 'services are named by RECOURSE_*_URL') : problem('settings', `not set: ${missing.join(', ')}`, 'set them to the addresses of the services'),
      tokenFor('auditor') ? fine('token', 'RECOURSE_TOKEN is set') : problem('token', 'RECOURSE_TOKEN is not set', 'set it to a token of your identity provider'),
    ]
  }
  return [problem('npm start', running ? `has ended (it left ${running.file})` : 'Recourse does not run here', 'start with `npm start` in the checkout, or set RECOURSE_*_URL and RECOURSE_TOKEN')]
}

const checkProcesses = ({ processes }: Running): Check[] => {
  const dead = Object.entries(processes).filter(([, pid]) => typeof pid === 'number' && !isAlive(pid)).map(([name]) => name)
  if (dead.length === 0) return [fine('processes', Object.keys(processes).join(', '))]
  return [problem('processes', `not running: ${dead.join(', ')}`, `\`npm start\` restarts them; if one keeps ending, read its log .recourse/logs/<name>.log`)]
}

const checkFeed = ({ eventFeed, natsUrl }: Running): Check =>
  fine('event feed', eventFeed === 'nats' ? `NATS JetStream at ${natsUrl}` : 'the event store itself (no nats-server was found; that is enough for one machine)')

const checkDisk = async (dataDir: string): Promise<Check[]> => {
  const { bavail, bsize } = await statfs(dataDir)
  const free = `${(bavail * bsize / 1024 ** 3).toFixed(1)} GiB free at ${dataDir}`
  return [bavail * bsize >= LEAST_FREE_BYTES ? fine('disk', free) : problem('disk', free, 'make room: the database stops when the disk is full')]
}
