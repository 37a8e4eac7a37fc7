import type { ChannelUnderTest, Excusable } from './subject.js'

/** One demand on every payment channel. Cases are data, so that a guard can prove that a channel which does nothing fails each of them. */
export interface TckCase {
  readonly name: string
  /** Left out for channels that cannot have it. */
  readonly needs?: Excusable
  run(subject: ChannelUnderTest): Promise<void>
}
