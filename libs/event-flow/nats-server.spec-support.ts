import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connect } from '@nats-io/transport-node'
import { eventually, natsServerBinary } from '@recourse/test-support'

/** A nats-server of a spec's own, to be killed, wiped and started again. */
export class OwnNatsServer {
  private process: ChildProcess | undefined

  private constructor(private readonly port: number, private readonly directory: string) {}

  static async start(): Promise<OwnNatsServer> {
    const server = new OwnNatsServer(await freePort(), await mkdtemp(join(tmpdir(), 'recourse-nats-')))
    await server.start()
    return server
  }

  get url(): string {
    return `nats://127.0.0.1:${this.port}`
  }

  async start(): Promise<void> {
    this.process = spawn(natsServerBinary(), ['-js', '-sd', this.directory, '-a', '127.0.0.1', '-p', String(this.port)], { stdio: 'ignore' })
    await eventually('nats-server answers', async () => {
      const connection = await connect({ servers: this.url, reconnect: false })
      await connection.close()
      return true
    })
  }

  async kill(): Promise<void> {
    const { process } = this
    this.process = undefined
    if (!process) return
    process.kill('SIGKILL')
    await once(process, 'exit')
  }

  /** Only after `kill`. */
  async wipe(): Promise<void> {
    await rm(this.directory, { recursive: true, force: true })
  }

  async remove(): Promise<void> {
    await this.kill()
    await this.wipe()
  }
}

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}
