/** For tests of other packages: a running sandbox, and the demands on a channel. Production code imports the package itself. */
export { startSandbox, type RunningSandbox } from './sandbox/testing.js'
export type { TckCase } from './tck/case.js'
export { casesFor, paymentChannelCases } from './tck/cases.js'
export { hastyWhereSilent } from './tck/hasty-where-silent.js'
export { paymentChannelTck } from './tck/payment-channel-tck.js'
export type { ChannelUnderTest, Excuses, Scenario, TckMovement } from './tck/subject.js'
export { startWechatSandbox, type RunningWechatSandbox } from './wechat-pay/sandbox/testing.js'
export { openNoticeInbox, type NoticeInbox } from './sandbox-kit/notice-inbox.js'
