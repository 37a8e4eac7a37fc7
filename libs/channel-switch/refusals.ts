import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything the switch of a channel can refuse. Codes are stable. */
export const channelSwitchRefusals = {
  ChannelAlreadyStopped: { kind: 'conflict', en: 'The channel is stopped already', zh: '该支付渠道已停用' },
  ChannelNotStopped: { kind: 'conflict', en: 'The channel is not stopped', zh: '该支付渠道未停用' },
  ResumerIsStopper: { kind: 'forbidden', en: 'Who stopped the channel does not let it go on: another person has to', zh: '停用人不得自行恢复该支付渠道,须由他人恢复' },
  DrilledToday: { kind: 'conflict', en: 'The last drill ended less than a day ago: the next one can begin a day after it', zh: '距上次演练结束不足一天,请在一天后再次演练' },
  DrillRuns: { kind: 'conflict', en: 'A drill runs: end the drill, so that what it measured is recorded', zh: '演练进行中,请结束演练以记录演练结果' },
  NoDrillRuns: { kind: 'conflict', en: 'No drill runs: begin one by stopping the channel with the reason DRILL', zh: '当前没有演练,请以 DRILL 为原因停用渠道以开始演练' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(channelSwitchRefusals)
