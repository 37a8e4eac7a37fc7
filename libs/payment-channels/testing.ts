/** For tests of other packages: a running sandbox, and the demands on a channel. Production code imports the package itself. */
export { startSandbox, type RunningSandbox } from './sandbox/testing.js'
export { paymentChannelCases, type TckCase } from './tck/cases.js'
export { paymentChannelTck } from './tck/payment-channel-tck.js'
export type { ChannelUnderTest, Scenario, TckMovement } from './tck/subject.js'
