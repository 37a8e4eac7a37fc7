/** URL of the throw-away nats-server that `npm test` started. Give every test its own JetStream stream name. */
export const testNatsUrl = (): string => {
  const url = process.env.RECOURSE_TEST_NATS_URL
  if (!url) throw new Error('RECOURSE_TEST_NATS_URL is not set: run the tests with `npm test`, which starts a throw-away nats-server')
  return url
}

/** Path of the nats-server binary, for tests that stop, wipe or cut off a server of their own. */
export const natsServerBinary = (): string => {
  const path = process.env.RECOURSE_NATS_SERVER
  if (!path) throw new Error('RECOURSE_NATS_SERVER is not set: run the tests with `npm test`')
  return path
}
