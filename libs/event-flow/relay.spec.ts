import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import { DeliverPolicy, jetstream } from '@nats-io/jetstream'
import type { NatsConnection } from '@nats-io/transport-node'
import { eventually, testNatsUrl } from '@recourse/test-support'
import { readCheckpoint } from './checkpoint.js'
import { Leases } from './lease.js'
import { OwnNatsServer } from './nats-server.spec-support.js'
import { connectNats, JetStreamLog, managerOf, type NatsStream } from './nats-stream.js'
import { Relay } from './relay.js'
import { openBench, tally, tallyStream, type FlowBench } from './spec-support.js'

let streams = 0

describe('Relay', () => {
  let bench: FlowBench
  let connection: NatsConnection
  let nats: Pick<NatsStream, 'stream' | 'prefix' | 'duplicate_window_ms'>
  let relays: Relay[] = []
  let own: OwnNatsServer | undefined
  beforeEach(async () => {
    bench = await openBench()
    connection = await connectNats(testNatsUrl())
    streams += 1
    const name = `relay_${process.pid}_${streams}`
    nats = { stream: name.toUpperCase(), prefix: `${name}.v1`, duplicate_window_ms: 100 }
  })
  afterEach(async () => {
    await Promise.all(relays.map((relay) => relay.stop()))
    relays = []
    if (!own) await (await managerOf(connection)).streams.delete(nats.stream).catch(() => undefined)
    await connection.close()
    await own?.remove()
    own = undefined
    await bench.close()
  })

  const relay = (leases = bench.leases): Relay => {
    const made = new Relay({ ...bench, leases, log: new JetStreamLog(connection, nats) })
    relays.push(made)
    made.start()
    return made
  }
  const held = async (): Promise<{ position: string; previous: string; subject: string; headers: Record<string, string>; body: string }[]> => {
    const manager = await managerOf(connection)
    const { state } = await manager.streams.info(nats.stream)
    const consumer = await jetstream(connection).consumers.get(nats.stream, { deliver_policy: DeliverPolicy.All })
    const messages = []
    for (let left = state.messages; left > 0; left -= 1) {
      const message = (await consumer.next({ expires: 1_000 }))!
      const headers = Object.fromEntries(message.headers!.keys().map((name) => [name, message.headers!.get(name)]))
      messages.push({ position: headers['recourse-position']!, previous: headers['recourse-previous-position']!, subject: message.subject, headers, body: message.string() })
    }
    return messages
  }
  const positions = async () => (await held()).map(({ position }) => position)
  const stored = async () => (await bench.store.readAll('')).map(({ position }) => position)
  const holdsAll = () => eventually('NATS holds every event', async () => {
    const [inNats, inStore] = [new Set(await positions()), await stored()]
    return inStore.every((position) => inNats.has(position))
  })

  it('sends every event as a CloudEvent in binary mode, under a subject of its tenant, category and type, in order, each naming the one before (MB31)', async () => {
    relay()
    await tally(bench, 'a', [1, 2])
    await holdsAll()
    const messages = await held()
    const [event] = await bench.store.readAll('')
    expect(messages.map(({ position }) => position)).toEqual(await stored())
    expect(messages.map(({ previous }) => previous)).toEqual(['', ...(await stored()).slice(0, -1)])
    expect(messages[0]!.subject).toMatch(new RegExp(`^${nats.prefix}\\.demo\\.tally\\.\\d+\\.a\\.tally_opened$`.replace(nats.prefix, nats.prefix.replaceAll('.', '\\.'))))
    expect(messages[0]!.body).toBe(event!.body)
    expect(messages[0]!.headers).toMatchObject({
      'ce-specversion': '1.0', 'ce-id': event!.id, 'Nats-Msg-Id': event!.id, 'ce-source': '/recourse/demo/tally', 'ce-type': 'recourse.tally.tally_opened.v1',
      'ce-subject': tallyStream('a'), 'ce-time': '2026-11-22T08:00:00.000Z', 'ce-datacontenttype': 'application/json', 'ce-sequence': '0000000001', 'recourse-hash': event!.hash,
    })
  })

  it('sends the tail again that NATS lost, also while nothing else happens', async () => {
    relay()
    await tally(bench, 'a', [1, 2, 3])
    await holdsAll()
    const manager = await managerOf(connection)
    const { state } = await manager.streams.info(nats.stream)
    for (const seq of [state.last_seq, state.last_seq - 1]) await manager.streams.deleteMessage(nats.stream, seq)
    await holdsAll()
    expect(await positions()).toEqual(await stored())
  })

  it('does not send what was sent before a restart', async () => {
    await tally(bench, 'a', [1])
    const first = relay()
    await holdsAll()
    await first.stop()
    const position = await tally(bench, 'a', [2])
    const second = relay()
    await holdsAll()
    await eventually('checkpoint', async () => (await readCheckpoint(bench.pool, { consumer: second.name, generation: 1 })) === position)
    expect(await positions()).toEqual(await stored())
  })

  it('of two at once only one publishes; the other takes over', async () => {
    const [one, two] = [relay(), relay(new Leases(bench.pool, 'another', 2_000))]
    await tally(bench, 'a', [1, 2, 3])
    await holdsAll()
    await one.stop()
    await tally(bench, 'b', [1, 2, 3])
    await holdsAll()
    await two.stop()
    expect(await positions()).toEqual(await stored())
  })

  it('sends everything again when NATS comes back without its directory', async () => {
    await connection.close()
    own = await OwnNatsServer.start()
    connection = await connectNats(own.url)
    relay()
    await tally(bench, 'a', [1, 2, 3])
    await holdsAll()
    await own.kill()
    await tally(bench, 'b', [1, 2])
    await own.wipe()
    await own.start()
    await tally(bench, 'c', [1])
    await holdsAll()
    expect(await positions()).toEqual(await stored())
  })
})
