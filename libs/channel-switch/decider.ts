import { assertNever, type Decider, type Decision } from '@recourse/kernel'
import type { ChannelSwitchCommand } from './commands.js'
import { endChannelDrill } from './decide/end-channel-drill.js'
import { resumeChannel } from './decide/resume-channel.js'
import { stopChannel } from './decide/stop-channel.js'
import { evolve } from './evolve.js'
import { channelSwitchPermissions } from './permissions.js'
import { NEVER_STOPPED, type ChannelSwitch } from './state.js'

/** Stream `paymentChannel-<tenant>.<channel>`, see `channelSwitchStream`: whether money may be sent through a payment channel (MB16). */
export const channelSwitchDecider: Decider<ChannelSwitch, ChannelSwitchCommand> = {
  category: 'paymentChannel',
  initial: NEVER_STOPPED,
  permissions: channelSwitchPermissions,
  // One person alone can begin drills without end: they stop at the limit. What ends one is never refused, nor is a stop in earnest or what undoes it.
  isVital: (command) => command.type !== 'StopChannel' || command.reason !== 'DRILL',
  evolve,
  decide: (command, state): Decision => {
    switch (command.type) {
      case 'StopChannel': return stopChannel(command, state)
      case 'ResumeChannel': return resumeChannel(command, state)
      case 'EndChannelDrill': return endChannelDrill(command, state)
      default: return assertNever(command)
    }
  },
}
