import type { Role } from '@recourse/kernel'
import type { Due } from '@recourse/policy'
import { CLOSED, START, type FlowChart, type FlowEdge, type FlowNode } from '../chart.js'
import { dueLabel, type Language } from '../labels.js'

/** What of the standard is used. */
export type FlowElementType = 'startEvent' | 'endEvent' | 'userTask' | 'exclusiveGateway' | 'boundaryEvent'

export interface FlowElement {
  readonly id: string
  readonly type: FlowElementType
  readonly name: string
  readonly lane: Role
  /** Of a boundary event: the task whose time it watches. */
  readonly attachedTo?: string
  /** Of a timer. */
  readonly due?: Due
  /** Of a task: the place of the chart that it stands for. */
  readonly node?: FlowNode
}

export interface SequenceFlow {
  readonly id: string
  readonly from: string
  readonly to: string
  readonly name: string
}

/** A chart in the words of BPMN: every place with several ways out is followed by a gateway, every time limit is a timer on its task. */
export interface BpmnProcess {
  readonly elements: readonly FlowElement[]
  readonly flows: readonly SequenceFlow[]
}

export const processOf = (chart: FlowChart, language: Language): BpmnProcess => {
  const parts = chart.nodes.map((node) => partOf(chart, node, language))
  return { elements: parts.flatMap(({ elements }) => elements), flows: parts.flatMap(({ flows }) => flows) }
}

const partOf = (chart: FlowChart, node: FlowNode, language: Language): BpmnProcess => {
  const leaving = chart.edges.filter(({ from }) => from === node.id)
  if (node.id === START) return { elements: [element(node, 'startEvent', language)], flows: leaving.map((edge) => flow(entryOf(START), edge, language)) }
  if (node.id === CLOSED) return closedPart(node, leaving, language)
  const ways = leaving.filter(({ kind }) => kind !== 'timeout')
  const timeouts = leaving.filter(({ kind }) => kind === 'timeout')
  const task = element(node, 'userTask', language)
  if (node.kind === 'superior') return superiorPart(task, node, timeouts[0], language)
  const forked = fork(task, ways, language)
  const timers = timeouts.map((edge) => timer(node, edge, language))
  return { elements: [task, ...forked.elements, ...timers.map(({ element: event }) => event)], flows: [...forked.flows, ...timers.map((part) => part.flow)] }
}

/** One way out leaves the task itself, several leave a gateway behind it. */
const fork = (task: FlowElement, ways: readonly FlowEdge[], language: Language): BpmnProcess => {
  if (ways.length === 1) return { elements: [], flows: [flow(task.id, ways[0]!, language)] }
  const gateway: FlowElement = { id: `gateway_${task.node!.id}`, type: 'exclusiveGateway', name: `${task.name}${QUESTION[language]}`, lane: task.lane }
  const flows = [...new Set(ways.map(({ to }) => to))].map((to) => together(ways.filter((way) => way.to === to).map((edge) => flow(gateway.id, edge, language))))
  return { elements: [gateway], flows: [{ id: `flow_${task.node!.id}_gateway`, from: task.id, to: gateway.id, name: '' }, ...flows] }
}

/** Several events that lead the same way are one arrow. */
const together = (flows: readonly SequenceFlow[]): SequenceFlow => ({ ...flows[0]!, name: flows.map(({ name }) => name).join(' / ') })

const QUESTION: Readonly<Record<Language, string>> = { 'zh-CN': ':结果?', en: ': result?' }

/** The time limit calls the superior and does not take the work away: the timer does not interrupt. */
const timer = (node: FlowNode, edge: FlowEdge, language: Language): { element: FlowElement; flow: SequenceFlow } => {
  const id = `timer_${node.id}`
  return {
    element: { id, type: 'boundaryEvent', name: dueLabel(node.due!)[language], lane: node.role, attachedTo: taskId(node.id), due: node.due! },
    flow: flow(id, edge, language),
  }
}

/** Told, the superior has a time of their own; then the next one is called. */
const superiorPart = (task: FlowElement, node: FlowNode, next: FlowEdge | undefined, language: Language): BpmnProcess => {
  const done: FlowElement = { id: `end_${node.id}`, type: 'endEvent', name: END_OF_CALL[language], lane: node.role }
  const toEnd: SequenceFlow = { id: `flow_${node.id}_done`, from: task.id, to: done.id, name: '' }
  if (!next) return { elements: [task, done], flows: [toEnd] }
  const call = timer(node, next, language)
  return { elements: [task, done, call.element], flows: [toEnd, call.flow] }
}

const END_OF_CALL: Readonly<Record<Language, string>> = { 'zh-CN': '已督促', en: 'seen to' }
const STAYS_CLOSED: Readonly<Record<Language, string>> = { 'zh-CN': '不再变动', en: 'stays closed' }

/** An end event has no way out, but a closed case can be appealed or its money come back: a gateway stands before the end. */
const closedPart = (node: FlowNode, leaving: readonly FlowEdge[], language: Language): BpmnProcess => {
  const end = element(node, 'endEvent', language)
  const join: FlowElement = { id: entryOf(CLOSED), type: 'exclusiveGateway', name: node.label[language], lane: node.role }
  const gateway: FlowElement = { id: 'gateway_after_closing', type: 'exclusiveGateway', name: `${node.label[language]}${QUESTION[language]}`, lane: node.role }
  return {
    elements: [join, gateway, end],
    flows: [{ id: 'flow_closed_gateway', from: join.id, to: gateway.id, name: '' }, { id: 'flow_closed_end', from: gateway.id, to: end.id, name: STAYS_CLOSED[language] }, ...leaving.map((edge) => flow(gateway.id, edge, language))],
  }
}

const element = (node: FlowNode, type: FlowElementType, language: Language): FlowElement => {
  const name = node.label[language]
  if (type === 'userTask') return { id: taskId(node.id), type, name, lane: node.role, node }
  return { id: type === 'startEvent' ? START_ID : END_ID, type, name, lane: node.role }
}

const flow = (from: string, { id, to, label }: FlowEdge, language: Language): SequenceFlow =>
  ({ id: `flow_${id.replaceAll(/[^A-Za-z0-9]/g, '_')}`, from, to: entryOf(to), name: label[language] })

const START_ID = 'event_start'
const END_ID = 'event_end'
const taskId = (nodeId: string): string => `task_${nodeId}`

/** Where an arrow to a place of the chart ends. */
const entryOf = (nodeId: string): string => (nodeId === START ? START_ID : nodeId === CLOSED ? 'gateway_closed' : taskId(nodeId))
