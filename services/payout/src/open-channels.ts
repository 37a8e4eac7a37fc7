import type { PaymentChannel } from '@recourse/payment-channels'
import { ChannelTenants } from './channel-tenants.js'
import { ChannelGate, type GateTime } from './gate/channel-gate.js'

export interface OpenChannel {
  readonly channel: PaymentChannel
  readonly gate: ChannelGate
}

/** The channels that this installation has, each with its gate: whoever calls one goes through it. */
export class OpenChannels {
  private readonly byName: ReadonlyMap<string, OpenChannel>

  constructor(channels: readonly PaymentChannel[], time: GateTime, readonly tenants = new ChannelTenants()) {
    this.byName = new Map(channels.map((channel) => [channel.name, { channel, gate: new ChannelGate(channel.rules, time) }]))
  }

  get(name: string): OpenChannel | undefined {
    return this.byName.get(name)
  }

  get all(): readonly OpenChannel[] {
    return [...this.byName.values()]
  }

  /** Those through which a tenant's money may go. */
  of(tenant: string): readonly OpenChannel[] {
    return this.all.filter(({ channel: { name } }) => this.tenants.serves(name, tenant))
  }

  /** Whether there is such a channel, and a tenant's money may go through it. */
  serves(name: string, tenant: string): boolean {
    return this.byName.has(name) && this.tenants.serves(name, tenant)
  }
}
