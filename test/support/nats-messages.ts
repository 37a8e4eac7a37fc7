import { jetstreamManager } from '@nats-io/jetstream'
import { connect } from '@nats-io/transport-node'

/** Everything that JetStream keeps, in all its streams: subject, headers and payload of each message as one text. */
export const natsMessages = async (url: string): Promise<string[]> => {
  const connection = await connect({ servers: url })
  try {
    const manager = await jetstreamManager(connection)
    const texts: string[] = []
    for (const { config, state } of await manager.streams.list().next()) {
      for (let seq = state.first_seq; seq <= state.last_seq; seq += 1) {
        const message = await manager.streams.getMessage(config.name, { seq })
        if (message) texts.push([message.subject, ...[...message.header].map(([name, values]) => `${name}: ${values.join(', ')}`), message.string()].join('\n'))
      }
    }
    return texts
  } finally {
    await connection.close()
  }
}
