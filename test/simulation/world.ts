import { channelSwitchStream } from '@recourse/channel-switch'
import type { Projection } from '@recourse/event-flow'
import type { Executed } from '@recourse/event-store'
import { armFailpoints, isRefusal, uuidv5, type Instant, type RecordedEvent, type Refusal } from '@recourse/kernel'
import { loadPolicyPacks, type RefundPack } from '@recourse/policy'
import { Door, type Acknowledged } from './doors.js'
import { EventLog } from './event-log.js'
import { Faults } from './faults.js'
import { FlowTables } from './flow-tables.js'
import { ForgetfulLog } from './message-log.js'
import { NoticePost } from './notice-post.js'
import { NoticeTable, RemoteNoticeInbox, type Notice } from './notice-table.js'
import { PaymentChannels } from './payment-channels.js'
import { orderCommands, planCase, planOrders, staff, type PlannedCase, type PlannedOrder, type Wish } from './people.js'
import { Process, WallClock, type Ground } from './process.js'
import { Random } from './random.js'
import { sabotageBy, type Defect } from './sabotage.js'
import { Scheduler, type Owner } from './scheduler.js'
import { SharedCodec } from './sealing.js'
import { aggregatesBehind, aggregatesOf, catalogue, startService, type Outside } from './services.js'

export interface WorldOptions {
  readonly seed: number
  /** How many commands people send. */
  readonly commands: number
  readonly defect?: Defect
  onNote?(line: string): void
}

const START: Instant = '2026-11-23T02:00:00.000Z'
const HOUR_MS = 3_600_000
const DAY_MS = 24 * HOUR_MS
const WEEK_MS = 7 * DAY_MS
const TENANTS = ['north', 'south']
const PACKS = ['retail', 'food-delivery']
const ALWAYS = ['relay-1', 'intake-1', 'audit-1', 'payout-1', 'door-1', 'door-2']
/** A second one of the same waits for the leases of the first, or takes them. */
const SOMETIMES = ['relay-2', 'payout-2', 'audit-2', 'after-care-1', 'analytics-1']
/** How long somebody waits for an answer before asking again. */
const PATIENCE_MS = 3_000
/** Time that passes after the last command, in which whatever is due comes. */
const AFTERMATH_MS = 45 * DAY_MS
const ROUNDS = 400

/** Thrown by a failpoint. */
class Struck extends Error {
  override name = 'Struck'
}

/** A whole installation in one thread: every await of every process is a step of one scheduler. */
export class World {
  readonly random: Random
  readonly scheduler: Scheduler
  readonly faults: Faults
  readonly wall: WallClock
  readonly tables = new FlowTables()
  readonly log = new EventLog()
  readonly notices = new NoticeTable()
  readonly channels: PaymentChannels
  readonly orders: readonly PlannedOrder[]
  readonly cases: PlannedCase[] = []
  readonly acknowledged: Acknowledged[] = []
  /** Errors that runners told of, with how often: for whoever looks into a seed. */
  readonly errors = new Map<string, number>()
  commandsSent = 0
  /** How long people take at most from one command to the next: in a crowd more happens at once. */
  private readonly pace_ms: number
  private readonly messages: ForgetfulLog
  private readonly post: NoticePost
  private readonly ground: Ground
  private readonly outside: Outside
  private readonly doors = new Map<string, Door>()
  /** Sees how things are, without going through any process. */
  private readonly onlooker: Door
  private readonly processes = new Map<string, Process>()
  private readonly names: readonly string[]
  private readonly retired = new Set<string>()
  private readonly mixture = new Map<string, boolean>()
  private readonly reconciled = new Set<string>()
  /** Whatever goes on whoever dies: people, time, misfortune. */
  private readonly fate: Owner = { name: 'fate', alive: true, frozenUntil_ms: 0 }
  private over = false
  private failure: unknown

  constructor(private readonly options: WorldOptions) {
    this.random = new Random(options.seed)
    this.scheduler = new Scheduler(this.random.fork(), options.onNote)
    this.faults = new Faults(this.random.fork())
    this.wall = new WallClock(this.scheduler, START)
    this.orders = planOrders(this.random, packs(), TENANTS, Math.max(2, Math.round(options.commands / 10)), START)
    const paidAt = new Map(this.orders.flatMap(({ legs, placedAt }) => legs.map(({ reference }) => [reference, placedAt] as const)))
    const sabotage = sabotageBy(options.defect, this.random.fork())
    this.channels = new PaymentChannels(this.faults, this.random.fork(), this.wall, (reference) => paidAt.get(reference), sabotage.channelForgetsNumbers,
      (tenant, channel) => this.log.stopped.has(channelSwitchStream(tenant, channel)))
    this.post = new NoticePost(this.channels.models, this.faults, this.random.fork())
    this.messages = new ForgetfulLog(this.faults, this.random.fork(), (wait_ms, run) => this.scheduler.after(wait_ms, this.fate, run))
    this.pace_ms = this.random.pick([300, 60, 15])
    this.names = [...ALWAYS, ...SOMETIMES.filter(() => this.random.chance(0.4))]
    this.ground = { scheduler: this.scheduler, wall: this.wall, faults: this.faults, random: this.random }
    this.outside = {
      log: this.log, tables: this.tables, messages: this.messages, notices: this.notices, channels: this.channels, decoded: new WeakMap(), folds: new Map(), projections: new Map(), consumers: new Set(), sabotage,
      takesPart: (consumer) => this.takesPart(consumer),
      onError: (consumer, error) => this.noteError(consumer, error),
    }
    this.onlooker = new Door(aggregatesBehind(this.outside, this.wall), this.wall)
  }

  /** From the first start to the moment when nobody has anything left to do. @throws whatever is wrong with the simulation itself */
  async run(): Promise<void> {
    armFailpoints((name) => {
      if (this.faults.happens('failpoint')) throw new Struck(name)
    })
    try {
      this.live().catch((error: unknown) => (this.failure = error)).finally(() => (this.over = true)).catch(() => undefined)
      await this.scheduler.run(() => this.over)
    } finally {
      armFailpoints(undefined)
    }
    if (this.failure) throw this.failure
  }

  /** The whole log, decoded. */
  async history(): Promise<RecordedEvent[]> {
    const codec = new SharedCodec(catalogue, this.outside.decoded)
    return (await this.log.everything()).map((stored) => codec.decode(stored))
  }

  /** Every view of the services that ran. */
  get projections(): readonly Projection[] {
    return [...this.outside.projections.values()]
  }

  /** Cases that still wait for their money. */
  async stuckCases(): Promise<string[]> {
    const looked = await Promise.all(this.cases.map(async (planned) => ({ planned, state: (await this.onlooker.look(planned))[0] })))
    return looked.filter(({ state }) => state?.phase === 'payout').map(({ planned, state }) => `${planned.stream} ${JSON.stringify(state?.payouts)}`)
  }

  get now(): Instant {
    return this.wall.now()
  }

  private async live(): Promise<void> {
    for (const name of this.names) this.start(name)
    const outside = Promise.all([this.misfortune(), this.operate()])
    void this.carryNotices()
    await this.recordOrders()
    await Promise.all(Array.from({ length: 5 }, (_, person) => this.act(person)))
    for (let round = 0; round < 4; round += 1) await this.pass(this.random.between(0, 2 * DAY_MS))
    this.faults.stop()
    await outside
    this.retire()
    for (const process of this.alive('payout')) this.redeploy(process)
    await this.untilIdle('after the faults')
    await this.aftermath()
  }

  private start(name: string): void {
    if (this.retired.has(name)) return
    const process = new Process(name, this.ground, () => {
      this.doors.delete(name)
      this.scheduler.after(this.faults.areOver ? 10 : this.random.between(10, 6_000), this.fate, () => this.start(name))
    })
    this.processes.set(name, process)
    if (name.startsWith('door')) this.doors.set(name, new Door(aggregatesOf(process, this.outside), process.clock))
    else void startService(process, this.outside).catch((error: unknown) => {
      this.failure ??= error
      this.over = true
    })
  }

  /** Of what the money does not depend on, each world has a third: a mixture finds more than everything always. */
  private takesPart(consumer: string): boolean {
    if (!this.mixture.has(consumer)) this.mixture.set(consumer, this.random.chance(0.33))
    return this.mixture.get(consumer)!
  }

  /** From now on one of each is enough. */
  private retire(): void {
    for (const name of this.names.filter((each) => each.endsWith('-2') && !each.startsWith('door'))) {
      this.retired.add(name)
      this.processes.get(name)!.alive = false
    }
  }

  private noteError(consumer: string, error: Error): void {
    const what = `${consumer}: ${error.name}: ${error.message}`.slice(0, 200)
    this.errors.set(what, (this.errors.get(what) ?? 0) + 1)
  }

  private async recordOrders(): Promise<void> {
    await Promise.all(this.orders.map(async (order) => {
      for (const [index, command] of orderCommands(order).entries()) {
        await this.insist(`order/${order.tenant}/${order.orderId}/${index}`, (door, id) => door.sendToOrder(order, staff.shop, command, id))
      }
    }))
  }

  /** One of several people at once who do what comes to their mind, until enough is done or nobody has anything to do. */
  private async act(person: number): Promise<void> {
    const random = this.random.fork()
    for (let idle = 0; this.commandsSent < this.options.commands && idle < 30;) {
      await this.scheduler.sleep(random.between(0, this.pace_ms), this.fate)
      const planned = this.someCase(random, idle)
      const wish = await this.onlooker.wish(random, planned)
      idle += 1
      if (!wish) {
        if (random.chance(0.1)) this.wall.skip(random.between(0, HOUR_MS))
        continue
      }
      idle = 0
      const number = this.commandsSent
      this.commandsSent += 1
      await this.deliver(planned, wish, uuidv5(`${person}/${number}/${planned.stream}`), random)
    }
  }

  /** Mostly one that is known; another one the sooner, the longer nobody had anything to do. */
  private someCase(random: Random, idle: number): PlannedCase {
    const mayOpen = this.cases.length < this.orders.length * 2
    if (this.cases.length > 0 && !(mayOpen && random.chance(0.08 + idle / 10))) return random.pick(this.cases)
    const order = random.pick(this.orders)
    const planned = planCase(order, this.cases.filter((known) => known.order === order).length)
    this.cases.push(planned)
    return planned
  }

  /** Sends a command until it is answered, or gives it up; perhaps twice at once, as impatient clients do. */
  private async deliver(planned: PlannedCase, wish: Wish, id: string, random: Random): Promise<void> {
    const send = (door: Door): Promise<Executed | Refusal> => door.send(planned, wish, id)
    if (this.faults.happens('command-doubled')) void this.ask(send).then((answer) => answer && this.acknowledge(id, answer))
    for (let tries = 0; tries < 6; tries += 1) {
      const answer = await this.ask(send)
      if (answer) return this.acknowledge(id, answer)
      if (this.faults.happens('command-given-up')) return
      await this.scheduler.sleep(random.between(50, 500), this.fate)
    }
  }

  private async insist(id: string, send: (door: Door, id: string) => Promise<Executed | Refusal>): Promise<void> {
    for (;;) {
      const answer = await this.ask((door) => send(door, uuidv5(id)))
      if (answer) return this.acknowledge(uuidv5(id), answer)
      await this.scheduler.sleep(200, this.fate)
    }
  }

  private acknowledge(commandId: string, answer: Executed | Refusal): void {
    if (isRefusal(answer)) this.noteError('refused', new Error(`${answer.code} ${JSON.stringify(answer.details)}`))
    else if (answer.events.length > 0) this.acknowledged.push({ commandId, stream: answer.stream, version: answer.version })
  }

  /** Undefined when nobody answered in time, or something went wrong. */
  private async ask<T>(question: (door: Door) => Promise<T>): Promise<T | undefined> {
    const open = [...this.doors.values()]
    if (open.length === 0) {
      await this.scheduler.sleep(1_000, this.fate)
      return undefined
    }
    const answer = question(this.random.pick(open)).catch((error: Error) => {
      this.noteError('door', error)
      return undefined
    })
    return Promise.race([answer, this.scheduler.sleep(PATIENCE_MS, this.fate).then(() => undefined)])
  }

  /** What happens to an installation from outside, while things go wrong. */
  private async misfortune(): Promise<void> {
    while (!this.faults.areOver) {
      await this.scheduler.sleep(this.random.between(200, 2_000), this.fate)
      this.messages.misbehave()
      const processes = this.alive('')
      if (processes.length > 0 && this.faults.happens('redeployed')) this.redeploy(this.random.pick(processes))
      const leases = [...this.tables.leases.keys()]
      if (leases.length > 0 && this.faults.happens('lease-theft')) {
        const name = this.random.pick(leases)
        this.tables.leases.set(name, { ...this.tables.leases.get(name)!, expires_ms: -Infinity })
      }
    }
  }

  /** Somebody in operations stops a channel, in earnest or as a drill, while payouts are under way; somebody lets it go on. */
  private async operate(): Promise<void> {
    for (let turn = 0; !this.faults.areOver; turn += 1) {
      await this.scheduler.sleep(this.random.between(500, 8_000), this.fate)
      const [tenant, channel] = this.random.pick(this.switches)
      const wish = await this.onlooker.switchWish(this.random, tenant, channel, !this.faults.happens('channel-stopped'))
      if (wish) await this.ask((door) => door.throwSwitch(tenant, wish, uuidv5(`switch/${turn}`)))
    }
  }

  private get switches(): (readonly [tenant: string, channel: string])[] {
    return TENANTS.flatMap((tenant) => [...this.channels.models.keys()].map((channel) => [tenant, channel] as const))
  }

  /** To whichever process of payout is there; the channel sends again what nobody acknowledged, for a while. */
  private async carryNotices(): Promise<void> {
    while (!this.over) {
      await this.scheduler.sleep(400, this.fate)
      for (const { notice, after_ms } of this.post.collect()) this.scheduler.after(after_ms, this.fate, () => void this.deliverNotice(notice))
    }
  }

  private async deliverNotice(notice: Notice): Promise<void> {
    for (let tries = 0; tries < 5; tries += 1) {
      const [receiver] = this.alive('payout')
      const stored = receiver && new RemoteNoticeInbox(this.notices, receiver).store(notice, receiver.clock.now()).then(() => true, () => false)
      if (await Promise.race([stored, this.scheduler.sleep(PATIENCE_MS, this.fate).then(() => false)])) return
    }
  }

  private alive(service: string): Process[] {
    return [...this.processes.values()].filter(({ name, alive }) => alive && name.startsWith(service))
  }

  private redeploy(process: Process): void {
    void process.die('to be started anew')
  }

  private async pass(milliseconds: number): Promise<void> {
    this.wall.skip(milliseconds)
    await this.scheduler.sleep(this.random.between(500, 3_000), this.fate)
  }

  /** Days go by; whatever is due comes, finance puts right what failed, and the statements are compared. */
  private async aftermath(): Promise<void> {
    const end = Date.parse(this.now) + AFTERMATH_MS
    let waited = false
    for (let round = 0; ; round += 1) {
      if (round > ROUNDS) throw new NotAtRest(`after ${ROUNDS} rounds: ${this.restless().join('; ')}`)
      const corrected = await this.putRight()
      // What is paid now may come back as well.
      if (corrected) waited = false
      const next = this.nextDueAt()
      const nothingDue = next === undefined || Date.parse(next) > end
      if (!corrected && nothingDue && waited) return
      if (!corrected && nothingDue) {
        // What may still come back has come back by then, and its statement is there.
        this.wall.skip(WEEK_MS)
        waited = true
      } else if (!corrected) this.wall.skip(Math.max(0, Date.parse(next!) - Date.parse(this.now)) + this.random.between(0, HOUR_MS))
      await this.untilIdle(this.now)
    }
  }

  private async putRight(): Promise<boolean> {
    let corrected = await this.letGoOn()
    corrected = (await this.reconcile()) || corrected
    for (const planned of this.cases) {
      const wish = await this.onlooker.unpaid(this.random, planned)
      if (!wish) continue
      corrected = true
      await this.insist(`right/${this.now}/${planned.stream}/${wish.command.type}`, (door, id) => door.send(planned, wish, id))
    }
    return corrected
  }

  private async letGoOn(): Promise<boolean> {
    let stopped = false
    for (const [tenant, channel] of this.switches) {
      const wish = await this.onlooker.switchWish(this.random, tenant, channel, true)
      if (!wish) continue
      stopped = true
      await this.insist(`go-on/${tenant}/${channel}/${this.now}`, (door, id) => door.throwSwitch(tenant, wish, id))
    }
    return stopped
  }

  /** What the channels' statements say and no case knows is reconciled, each day of a case once; its policy asks the channel. */
  private async reconcile(): Promise<boolean> {
    let found = false
    for (const planned of this.cases) {
      for (const unknown of await this.onlooker.unknownTo(planned, this.channels)) {
        const key = `reconciled/${planned.caseId}/${unknown.channel}/${unknown.day}/${unknown.facts.theirs.length}`
        if (this.reconciled.has(key)) continue
        this.reconciled.add(key)
        found = true
        await this.insist(key, (door, id) => door.reconcile(unknown, id))
      }
    }
    return found
  }

  private nextDueAt(): Instant | undefined {
    const due = [...this.deadlineSets.map((set) => this.tables.nextDueAt(set)), ...this.notices.waiting.map(({ dueAt }) => dueAt)]
    return due.filter((at) => at !== undefined).sort()[0]
  }

  private get deadlineSets(): string[] {
    return [...this.tables.rows.keys()].filter((view) => view.endsWith('_deadline'))
  }

  /** @throws Error when something never comes to rest, with what that is */
  private async untilIdle(when: string): Promise<void> {
    const patience_ms = this.scheduler.now_ms + 600_000
    let restful = 0
    while (restful < 3) {
      await this.scheduler.sleep(40, this.fate)
      restful = this.isIdle() ? restful + 1 : 0
      if (this.scheduler.now_ms > patience_ms) throw new NotAtRest(`${when}: ${this.restless().join('; ')}`)
    }
  }

  private isIdle(): boolean {
    if (this.names.some((name) => !this.retired.has(name) && !this.processes.get(name)!.alive)) return false
    for (const consumer of this.outside.consumers) if (this.tables.positionOf(consumer) < this.log.head) return false
    return this.deadlineSets.every((set) => this.tables.due(set, this.now, true).length === 0) && this.dueNotices.length === 0
  }

  private get dueNotices(): readonly Notice[] {
    return this.notices.waiting.filter(({ dueAt }) => dueAt <= this.now)
  }

  private restless(): string[] {
    const behind = [...this.outside.consumers].map((consumer) => [consumer, this.tables.positionOf(consumer)] as const)
      .filter(([, position]) => position < this.log.head).map(([consumer, position]) => `${consumer} is at ${Number(position)} of ${Number(this.log.head)}`)
    const due = this.deadlineSets.flatMap((set) => this.tables.due(set, this.now, true).map(({ name, stream, dueAt }) => `${set}: ${name} of ${stream} since ${dueAt}`))
    return [...behind, ...due, ...this.dueNotices.map(({ noticeId }) => `${noticeId} waits`), ...[...this.errors].slice(-5).map(([error, times]) => `${times} × ${error}`)]
  }
}

/** I5: faults are over, and the system does not come to rest. */
export class NotAtRest extends Error {
  override name = 'NotAtRest'
}

let loaded: readonly RefundPack[] | undefined

const packs = (): readonly RefundPack[] =>
  (loaded ??= PACKS.map((id) => loadPolicyPacks().all().find((pack): pack is RefundPack => pack.kind === 'refund' && pack.id === id)!))
