import { createHash } from 'node:crypto'
import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Clock } from '@recourse/kernel'
import type { NoticeAcknowledgement, NoticeEnvelope, RejectedNotice } from '@recourse/payment-channels'
import { CLOCK, ProblemError } from '@recourse/platform'
import { ChannelMetrics } from '../../channel-metrics.js'
import { NoticeInbox } from '../../notices/notice-inbox.js'
import { OpenChannels } from '../../open-channels.js'

export class ReceiveChannelNoticeCommand extends Command<NoticeAcknowledgement> {
  constructor(readonly channel: string, readonly headers: NoticeEnvelope['headers'], readonly body: Uint8Array) {
    super()
  }
}

/** Acknowledges a notice once it is verified and stored, and not before: what fails in between is sent again by the channel. */
@CommandHandler(ReceiveChannelNoticeCommand)
export class ReceiveChannelNoticeHandler implements ICommandHandler<ReceiveChannelNoticeCommand> {
  constructor(
    private readonly channels: OpenChannels,
    private readonly inbox: NoticeInbox,
    private readonly metrics: ChannelMetrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** @throws ProblemError for a channel that sends none, and for a notice that is rejected */
  async execute({ channel, headers, body }: ReceiveChannelNoticeCommand): Promise<NoticeAcknowledgement> {
    const notices = this.channels.get(channel)?.channel.notices
    if (!notices) throw new ProblemError('NotFound')
    const receivedAt = this.clock.now()
    const notice = notices.read({ headers, body, receivedAt })
    if (notice.kind === 'rejected') this.reject(channel, notice)
    else if (notice.kind === 'unrelated') this.metrics.noticed(channel, 'unrelated')
    else {
      const { noticeId, outRefundNo, paymentReference } = notice
      const isNew = await this.inbox.store({ channel, noticeId, outRefundNo, paymentReference }, createHash('sha256').update(body).digest('hex'), receivedAt)
      this.metrics.noticed(channel, isNew ? 'stored' : 'duplicate')
    }
    return notices.acknowledgement
  }

  private reject(channel: string, { why, detail }: RejectedNotice): never {
    this.metrics.noticed(channel, why)
    throw new ProblemError(why === 'signature' ? 'SignatureInvalid' : 'InvalidRequest', { why, detail })
  }
}
