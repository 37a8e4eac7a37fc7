import { channelSwitchDecider, channelSwitchStream, type ChannelSwitchCommand } from '@recourse/channel-switch'
import { uuidv5, type Actor, type Clock, type CommandContext, type Refusal } from '@recourse/kernel'
import type { AggregateStore, Executed } from '@recourse/event-store'
import type { CommandFields } from '@recourse/event-flow'
import { orderDecider, orderStream, type OrderCommand, type RecordedOrder } from '@recourse/order'
import { loadCalendar, loadPolicyPacks, PackCatalogue } from '@recourse/policy'
import { reconciliationDecider, reconciliationIdOf, reconciliationStream } from '@recourse/reconciliation'
import { refundCaseDecider, type OpenedCase } from '@recourse/refund-case'
import { paidAgain, requestWish, staff, wishFor, type PlannedCase, type PlannedOrder, type Wish } from './people.js'
import type { PaymentChannels } from './payment-channels.js'
import type { Random } from './random.js'
import { unknownDays, type UnknownDay } from './unknown-lines.js'

/** A command that was carried out, as it was answered. */
export interface Acknowledged {
  readonly commandId: string
  readonly stream: string
  readonly version: number
}

/** What somebody in operations wants with the switch of a channel. */
export interface SwitchWish {
  readonly by: Actor
  readonly command: CommandFields<ChannelSwitchCommand>
}

/** Where people's commands come in: what the HTTP doors of the services do, without HTTP. */
export class Door {
  private readonly decider

  constructor(private readonly aggregates: AggregateStore, private readonly clock: Clock) {
    this.decider = refundCaseDecider(new PackCatalogue(loadPolicyPacks(), aggregates), loadCalendar())
  }

  sendToOrder({ tenant, orderId }: PlannedOrder, by: Actor, command: CommandFields<OrderCommand>, id: string): Promise<Executed | Refusal> {
    return this.aggregates.execute(orderDecider, orderStream(tenant, orderId), { ...command, ...this.context(tenant, by, id) } as OrderCommand)
  }

  send({ order, stream }: PlannedCase, { by, command }: Wish, id: string): Promise<Executed | Refusal> {
    return this.aggregates.execute(this.decider, stream, { ...command, ...this.context(order.tenant, by, id) } as never)
  }

  /** What somebody who looks at the case now wants; undefined = nothing. */
  async wish(random: Random, planned: PlannedCase): Promise<Wish | undefined> {
    const [state, order] = await this.look(planned)
    if (!order) return undefined
    return state ? wishFor(random, planned, state, order) : requestWish(random, planned, order)
  }

  /** What finance still has to do before the money of a case is where it belongs. */
  async unpaid(random: Random, planned: PlannedCase): Promise<Wish | undefined> {
    const [state, order] = await this.look(planned)
    return state?.phase === 'payout' && order ? paidAgain(random, state, order, 1) : undefined
  }

  /** What the statements say about a case and it does not know, as the nightly reconciliation hands it to finance and to its policy. */
  async unknownTo(planned: PlannedCase, channels: PaymentChannels): Promise<UnknownDay[]> {
    const [state] = await this.look(planned)
    return state ? unknownDays(planned, state, channels, this.clock.now()) : []
  }

  reconcile({ tenant, channel, day, facts }: UnknownDay, id: string): Promise<Executed | Refusal> {
    const stream = reconciliationStream(tenant, reconciliationIdOf(tenant, channel, day))
    return this.aggregates.execute(reconciliationDecider, stream, { type: 'RecordReconciliation', channel, day, facts, ...this.context(tenant, staff.shop, id) })
  }

  /** What operations want with the switch of a channel; undefined = nothing. */
  async switchWish(random: Random, tenant: string, channel: string, onlyToLetGoOn: boolean): Promise<SwitchWish | undefined> {
    const { state: { stop } } = await this.aggregates.load(channelSwitchDecider, channelSwitchStream(tenant, channel))
    if (!stop) return onlyToLetGoOn ? undefined : { by: staff.operator, command: { type: 'StopChannel', channel, reason: random.pick(['INCIDENT', 'DRILL']) } }
    return stop.reason === 'DRILL'
      ? { by: staff.operator, command: { type: 'EndChannelDrill', channel, facts: { startedAt: stop.at, deferred: 0, leaked: 0 } } }
      : { by: staff.otherOperator, command: { type: 'ResumeChannel', channel, reason: 'SOLVED' } }
  }

  throwSwitch(tenant: string, { by, command }: SwitchWish, id: string): Promise<Executed | Refusal> {
    return this.aggregates.execute(channelSwitchDecider, channelSwitchStream(tenant, command.channel), { ...command, ...this.context(tenant, by, id) } as ChannelSwitchCommand)
  }

  async look({ order: { tenant, orderId }, stream }: PlannedCase): Promise<[OpenedCase | undefined, RecordedOrder | undefined]> {
    const { state } = await this.aggregates.load(this.decider, stream)
    const { state: order } = await this.aggregates.load(orderDecider, orderStream(tenant, orderId))
    return [state.phase === 'unopened' ? undefined : state, order.recorded ? order : undefined]
  }

  private context(tenant: string, actor: Actor, id: string): CommandContext {
    return { id, tenant, actor, now: this.clock.now(), correlationId: uuidv5(`correlation/${id}`) }
  }
}

