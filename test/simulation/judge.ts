import { verifyAll } from '@recourse/event-store'
import { rowsOf } from '@recourse/event-flow/testing'
import { faultsOf, type Books, type Fault, type LedgerMovement } from '@recourse/test-support/invariants'
import type { ChannelModel } from './channel-model.js'
import type { World } from './world.js'

/** What is wrong with a world that has come to rest, by the invariants that every tier of tests is held to. */
export const faultsIn = async (world: World): Promise<Fault[]> => {
  const verified = await verifyAll(world.log.events)
  return [...faultsOf(await booksOf(world)), ...(verified.ok ? [] : [{ invariant: 'I8 the hash chain verifies', details: verified }])]
}

const booksOf = async (world: World): Promise<Books> => {
  const events = await world.history()
  return {
    events: events.map((event) => ({ ...event, position: Number(event.position) })),
    ledgers: new Map([...world.channels.models].map(([name, model]) => [name, movementsOf(model)])),
    reconciled: true,
    quarantined: [...world.tables.held].flatMap(([consumer, held]) => [...held.values()].map((stream) => ({ consumer, ...stream }))),
    acknowledged: world.acknowledged,
    views: world.projections.map((projection) => ({ view: projection.name, kept: world.tables.rowsOf(projection.name), folded: rowsOf(projection, events) })),
    sentThoughStopped: world.channels.sentThoughStopped,
    stuck: await world.stuckCases(),
  }
}

const movementsOf = ({ movements }: ChannelModel): LedgerMovement[] => movements.map(({ outRefundNo, direction, amount }) => ({ outRefundNo, direction, minor: amount.minor }))
