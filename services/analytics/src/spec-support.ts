import { money, orderStreamId, streamName, type Actor, type Instant } from '@recourse/kernel'
import { orderDecider, orderStream } from '@recourse/order'
