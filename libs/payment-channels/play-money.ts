/** What says whether an installation plays. */
export type PlaySettings = Readonly<Record<string, string | undefined>>

const LOOPBACK: readonly string[] = ['127.0.0.1', '[::1]', 'localhost']
/** Where operators let merchants try out what they send. Source: Alipay's open platform, 沙箱环境. */
const OPERATORS_SANDBOXES = ['alipaydev.com']

/** Whether only who is meant can answer there: https, or http on this machine. */
export const isTrustworthy = (url: string): boolean => {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.includes(hostname))
}

/** Whether what is paid there is no money: nobody's real channel is reached without TLS. */
export const isPlayAddress = (url: string): boolean => {
  const { protocol, hostname } = new URL(url)
  return protocol !== 'https:' || OPERATORS_SANDBOXES.some((domain) => hostname.endsWith(`.${domain}`))
}

/** `ALLOW_PLAY_MONEY=yes`, or NODE_ENV says development or test; without NODE_ENV it is production. */
export const maySandboxesRun = ({ ALLOW_PLAY_MONEY, NODE_ENV }: PlaySettings): boolean =>
  ALLOW_PLAY_MONEY === 'yes' || NODE_ENV === 'development' || NODE_ENV === 'test'

/** What is wrong with a channel's address; undefined when nothing is. Elsewhere over http there are only sandboxes, and only of who says so: `ALLOW_PLAY_MONEY=yes`. */
export const addressProblem = (name: string, url: string, { ALLOW_PLAY_MONEY }: PlaySettings): string | undefined => {
  if (!URL.canParse(url)) return `${name} is not an address`
  if (isTrustworthy(url) || (ALLOW_PLAY_MONEY === 'yes' && new URL(url).protocol === 'http:')) return undefined
  return `${name} is neither https nor an address of this machine: use https, or say ALLOW_PLAY_MONEY=yes where no money is real`
}
