import { streamName } from '@recourse/kernel'

/** The switch of one payment channel for one tenant. */
export const channelSwitchStream = (tenant: string, channel: string): string => streamName('paymentChannel', tenant, channel)
