import { afterEach, beforeEach, describe, expect, it } from '@jest/globals'
import type { NatsConnection } from '@nats-io/transport-node'
import { jetstream } from '@nats-io/jetstream'
import type { StoredEvent } from '@recourse/event-store'
import { eventually } from '@recourse/test-support'
import { toMessage } from './cloud-event.js'
import { NatsFeed } from './nats-feed.js'
import { OwnNatsServer } from './nats-server.spec-support.js'
import { connectNats, DEFAULT_NATS_STREAM, ensureStream, JetStreamLog, managerOf } from './nats-stream.js'
import { Relay } from './relay.js'
import { openBench, tally, type FlowBench } from './spec-support.js'

const nats = { ...DEFAULT_NATS_STREAM, stream: 'FEED', prefix: 'feed.v1', duplicate_window_ms: 100 }

describe('NatsFeed', () => {
  let bench: FlowBench
  let server: OwnNatsServer
  let connection: NatsConnection
  let feed: NatsFeed
  let relay: Relay | undefined
  const reading = new AbortController()
  let received: { position: string; at: number }[]

  beforeEach(async () => {
    bench = await openBench()
    server = await OwnNatsServer.start()
    connection = await connectNats(server.url)
    received = []
  })
  afterEach(async () => {
    await feed.close()
    await relay?.stop()
    relay = undefined
    await connection.close()
    await server.remove()
    await bench.close()
  })

  const startRelay = (): void => {
    relay = new Relay({ ...bench, log: new JetStreamLog(connection, nats) })
    relay.start()
  }
  const read = (after = ''): void => {
    feed = new NatsFeed({ store: bench.store, connection, nats })
    void (async () => {
      for await (const page of feed.pages(after, reading.signal)) for (const { position } of page) received.push({ position, at: performance.now() })
    })()
  }
  const live = () => eventually('NATS is followed', async () => feed.isLive)
  const exactly = async () => {
    const stored = (await bench.store.readAll('')).map(({ position }) => position)
    await eventually('everything is there', async () => received.length >= stored.length)
    expect(received.map(({ position }) => position)).toEqual(stored)
  }
  const publish = async (event: StoredEvent, previous: string) => {
    const message = toMessage(event, previous, nats.prefix)
    await jetstream(connection).publish(message.subject, message.payload, { headers: message.headers })
  }

  it('closes at whatever moment of its opening it is told to', async () => {
    await ensureStream(await managerOf(connection), nats)
    for (let moment = 0; moment < 20; moment += 1) {
      feed = new NatsFeed({ store: bench.store, connection, nats })
      // Turns of the event loop, so that the opening is met in each of its steps.
      for (let turn = 0; turn < moment; turn += 1) await new Promise(setImmediate)
      await feed.close()
    }
  })

  it('brings what happened before from the store and what happens now over NATS, within milliseconds', async () => {
    await tally(bench, 'a', [1, 2])
    startRelay()
    read()
    await exactly()
    await live()
    const delays: number[] = []
    for (let id = 0; id < 20; id += 1) {
      const before = performance.now()
      await tally(bench, `b${id}`, [])
      await eventually('it came', async () => received.length === 4 + id)
      delays.push(received.at(-1)!.at - before)
    }
    await exactly()
    expect(delays.sort((a, b) => a - b)[10]).toBeLessThan(100)
  })

  it('skips duplicates and late-comers, and fills gaps from the store', async () => {
    await ensureStream(await managerOf(connection), nats)
    read()
    await live()
    await tally(bench, 'a', [1, 2, 3, 4])
    const events = await bench.store.readAll('')
    const send = (index: number) => publish(events[index]!, index === 0 ? '' : events[index - 1]!.position)
    for (const index of [0, 0, 3, 1, 3, 4, 2]) await send(index)
    await exactly()
  })

  it('does not believe a message that does not match its hash', async () => {
    await ensureStream(await managerOf(connection), nats)
    read()
    await live()
    await tally(bench, 'a', [])
    const [event] = await bench.store.readAll('')
    await publish({ ...event!, body: event!.body.replace('tally a', 'forged!') }, '')
    await exactly()
  })

  it('goes on from the store while NATS is silent although events happen', async () => {
    read()
    await tally(bench, 'a', [1, 2, 3])
    await exactly()
    await tally(bench, 'b', [1])
    await exactly()
  })

  it('neither waits nor loses while NATS is killed, wiped and started again', async () => {
    startRelay()
    read()
    await tally(bench, 'a', [1])
    await live()
    await server.kill()
    await tally(bench, 'b', [1, 2])
    await exactly()
    await server.wipe()
    await server.start()
    await tally(bench, 'c', [1, 2])
    await exactly()
    await eventually('events come over NATS again', async () => {
      await tally(bench, `d${received.length}`, [])
      await exactly()
      return feed.isLive && feed.newestMessage === (await bench.store.head())
    })
  })
})
