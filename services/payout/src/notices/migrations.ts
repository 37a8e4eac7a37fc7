import { ChannelNoticeHandledIndex1795996800001 } from './channel-notice-handled-index.js'
import { ChannelNoticeTable1795996800000 } from './channel-notice-table.js'

/** What the inbox needs, in order. */
export const channelNoticeMigrations = [ChannelNoticeTable1795996800000, ChannelNoticeHandledIndex1795996800001]
