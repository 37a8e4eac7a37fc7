import type { Role } from '@recourse/kernel'
import type { BpmnProcess, FlowElement, FlowElementType, SequenceFlow } from './process.js'

export interface Bounds { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
export interface Point { readonly x: number; readonly y: number }

/** Where everything stands, in pixels: a pool with one lane per role, time running to the right. */
export interface Layout {
  readonly pool: Bounds
  readonly lanes: ReadonlyMap<Role, Bounds>
  readonly shapes: ReadonlyMap<string, Bounds>
  readonly edges: ReadonlyMap<string, readonly Point[]>
}

const SIZES: Readonly<Record<FlowElementType, readonly [number, number]>> = {
  userTask: [120, 80], exclusiveGateway: [50, 50], startEvent: [36, 36], endEvent: [36, 36], boundaryEvent: [36, 36],
}
const POOL_LABEL = 30
const LANE_LABEL = 30
/** Distance of two arrows that run side by side. */
const STEP = 10
const MARGIN = 20
const ROW_HEIGHT = 120

/**
 * Each element has a column of its own in its lane's row. Arrows leave to the right, run in the gap between two columns to the free strip above the
 * row of their target, along it, and down before the target: they cross, but never run over a shape or along one another.
 */
export const layoutOf = ({ elements, flows }: BpmnProcess): Layout => {
  const standing = elements.filter(({ type }) => type !== 'boundaryEvent')
  const column = new Map(standing.map(({ id }, index) => [id, index]))
  for (const { id, attachedTo } of elements) if (attachedTo) column.set(id, column.get(attachedTo)!)
  const byId = new Map(elements.map((element) => [element.id, element]))
  const laneOf = (id: string): Role => byId.get(id)!.lane
  const roles = [...new Set(standing.map(({ lane }) => lane))]

  const leaving = (index: number) => flows.filter(({ from }) => column.get(from) === index)
  const entering = (index: number) => flows.filter(({ to }) => column.get(to) === index)
  const above = (role: Role) => flows.filter(({ to }) => laneOf(to) === role)
  const below = (role: Role) => flows.filter(({ from }) => byId.get(from)!.type === 'boundaryEvent' && laneOf(from) === role)

  let x = POOL_LABEL + LANE_LABEL + MARGIN
  const columns = standing.map((element, index) => {
    const left = x + entering(index).length * STEP + MARGIN
    const right = left + SIZES[element.type][0]
    x = right + leaving(index).length * STEP + MARGIN
    return { left, right }
  })
  const width = x + MARGIN

  let y = 0
  const rows = new Map(roles.map((role) => {
    const [top, centre] = [y, y + above(role).length * STEP + MARGIN + ROW_HEIGHT / 2]
    y = centre + ROW_HEIGHT / 2 + below(role).length * STEP + MARGIN
    return [role, { top, centre, height: y - top }]
  }))

  const shapes = new Map<string, Bounds>()
  for (const element of standing) shapes.set(element.id, centred(element, columns[column.get(element.id)!]!.left, rows.get(element.lane)!.centre))
  for (const element of elements) if (element.attachedTo) shapes.set(element.id, onLowerEdge(element, shapes.get(element.attachedTo)!))

  const route = (flow: SequenceFlow): Point[] => {
    const [source, target] = [byId.get(flow.from)!, byId.get(flow.to)!]
    const [out, entry] = [shapes.get(flow.from)!, shapes.get(flow.to)!]
    const [sourceColumn, targetColumn] = [column.get(flow.from)!, column.get(flow.to)!]
    const row = rows.get(target.lane)!
    const isBoundary = source.type === 'boundaryEvent'
    if (!isBoundary && source.lane === target.lane && targetColumn === sourceColumn + 1) return [rightOf(out), leftOf(entry)]
    const down = columns[sourceColumn]!.right + MARGIN / 2 + (leaving(sourceColumn).indexOf(flow) + 0.5) * STEP
    const across = row.top + MARGIN / 2 + (above(target.lane).indexOf(flow) + 0.5) * STEP
    const up = columns[targetColumn]!.left - MARGIN / 2 - (entering(targetColumn).indexOf(flow) + 0.5) * STEP
    const begin = isBoundary ? fromBelow(out, down, rows.get(source.lane)!.centre + ROW_HEIGHT / 2 + (below(source.lane).indexOf(flow) + 0.5) * STEP) : [rightOf(out), { x: down, y: rightOf(out).y }]
    return [...begin, { x: down, y: across }, { x: up, y: across }, { x: up, y: leftOf(entry).y }, leftOf(entry)]
  }

  return {
    pool: { x: 0, y: 0, width, height: y },
    lanes: new Map(roles.map((role) => [role, { x: POOL_LABEL, y: rows.get(role)!.top, width: width - POOL_LABEL, height: rows.get(role)!.height }])),
    shapes,
    edges: new Map(flows.map((flow) => [flow.id, route(flow)])),
  }
}

const centred = ({ type }: FlowElement, left: number, centre: number): Bounds => {
  const [width, height] = SIZES[type]
  return { x: left, y: centre - height / 2, width, height }
}

const onLowerEdge = ({ type }: FlowElement, task: Bounds): Bounds => {
  const [width, height] = SIZES[type]
  return { x: task.x + task.width / 2 - width / 2, y: task.y + task.height - height / 2, width, height }
}

const rightOf = ({ x, y, width, height }: Bounds): Point => ({ x: x + width, y: y + height / 2 })
const leftOf = ({ x, y, height }: Bounds): Point => ({ x, y: y + height / 2 })
const fromBelow = ({ x, y, width, height }: Bounds, down: number, strip: number): Point[] =>
  [{ x: x + width / 2, y: y + height }, { x: x + width / 2, y: strip }, { x: down, y: strip }]
