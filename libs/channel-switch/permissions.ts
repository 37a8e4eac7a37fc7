import type { Permissions, Role } from '@recourse/kernel'
import type { ChannelSwitchCommand } from './commands.js'

const IN_CHARGE_OF_MONEY: readonly Role[] = ['operations', 'supervisor', 'finance-checker']

/** Who may send what. Stopping takes one person, going on takes another: that is checked in `decide/`. */
export const channelSwitchPermissions: Permissions<ChannelSwitchCommand['type']> = {
  StopChannel: IN_CHARGE_OF_MONEY,
  ResumeChannel: IN_CHARGE_OF_MONEY,
  EndChannelDrill: IN_CHARGE_OF_MONEY,
}
