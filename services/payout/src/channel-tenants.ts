import { TENANT_PATTERN } from '@recourse/kernel'
import { readSettings } from '@recourse/platform'
import { z } from 'zod'

const TenantList = z.string().transform((text) => text.split(',').map((tenant) => tenant.trim())).pipe(z.array(z.string().regex(TENANT_PATTERN)))

/**
 * Whose money may go through which channel. A channel has one account for everybody whom it serves: who shares one could pay from it for invented orders, or give
 * back another's payments, and so has to be trusted by all others.
 */
export class ChannelTenants {
  constructor(private readonly named: ReadonlyMap<string, readonly string[]> = new Map()) {}

  /** `<CHANNEL>_TENANTS`, such as `WECHAT_PAY_TENANTS`: ids with commas between them; without it a channel serves every tenant. @throws ConfigError */
  static readFrom(environment: NodeJS.ProcessEnv, channels: readonly string[]): ChannelTenants {
    const settings = readSettings(environment, z.object(Object.fromEntries(channels.map((channel) => [settingOf(channel), TenantList.optional()]))))
    return new ChannelTenants(new Map(channels.flatMap((channel) => {
      const tenants = settings[settingOf(channel)]
      return tenants ? [[channel, tenants] as const] : []
    })))
  }

  serves(channel: string, tenant: string): boolean {
    return this.of(channel)?.includes(tenant) ?? true
  }

  /** Undefined when it serves every tenant. */
  of(channel: string): readonly string[] | undefined {
    return this.named.get(channel)
  }
}

const settingOf = (channel: string): string => `${channel.toUpperCase().replaceAll('-', '_')}_TENANTS`
