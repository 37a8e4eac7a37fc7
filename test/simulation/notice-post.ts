import type { ChannelModel } from './channel-model.js'
import type { Faults } from './faults.js'
import type { Notice } from './notice-table.js'
import type { Random } from './random.js'

/** A notice on its way to us. */
export interface Letter {
  readonly notice: Notice
  readonly after_ms: number
}

/** What channels say by themselves: that something became of a refund. It comes late, twice or never, and some of it somebody has invented. */
export class NoticePost {
  private readonly told = new Map<string, string>()
  private letters = 0

  constructor(private readonly models: ReadonlyMap<string, ChannelModel>, private readonly faults: Faults, private readonly random: Random) {}

  /** What is sent now. */
  collect(): Letter[] {
    return [...this.models].flatMap(([channel, { news }]) => news.flatMap(({ status, ...key }) => {
      const known = this.told.get(key.outRefundNo)
      this.told.set(key.outRefundNo, status)
      const happened = status !== 'pending' && status !== known
      return [...(happened ? this.written({ channel, ...key }) : []), ...(this.faults.happens('notice-invented') ? this.invented({ channel, ...key }) : [])]
    }))
  }

  private written(about: Omit<Notice, 'noticeId'>): Letter[] {
    if (this.faults.happens('notice-lost')) return []
    const letter = { notice: this.numbered(about), after_ms: this.faults.happens('notice-late') ? this.random.between(1_000, 20_000) : this.random.between(0, 200) }
    return this.faults.happens('notice-doubled') ? [letter, { ...letter, after_ms: this.random.between(0, 5_000) }] : [letter]
  }

  /** Of a refund that there is no news about, in the name of another channel, or about nothing that was ever sent. */
  private invented(about: Omit<Notice, 'noticeId'>): Letter[] {
    const lie = this.random.pick([about, { ...about, channel: this.random.pick([...this.models.keys()]) }, { ...about, outRefundNo: `${about.outRefundNo}x` }])
    return [{ notice: this.numbered(lie), after_ms: this.random.between(0, 1_000) }]
  }

  private numbered(about: Omit<Notice, 'noticeId'>): Notice {
    this.letters += 1
    return { ...about, noticeId: `notice-${this.letters}` }
  }
}
