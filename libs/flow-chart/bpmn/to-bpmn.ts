import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import type { CasePath } from '../case-path.js'
import type { FlowChart, FlowNode } from '../chart.js'
import { chartTitle, CITED, dueLabel, NOTE_LABELS, ROLE_LABELS, type Language } from '../labels.js'
import { nodeLines } from '../node-lines.js'
import { visitText } from '../visit-text.js'
import { isoDuration } from './iso-duration.js'
import { layoutOf, type Bounds, type Layout, type Point } from './layout.js'
import { processOf, type FlowElement, type SequenceFlow } from './process.js'

/**
 * BPMN 2.0 XML (OMG formal/2011-01-03) with its diagram: one pool, a lane per role, user tasks with boundary timers, exclusive gateways.
 * It describes and is not executable. With a path, each task's documentation says what the case took of its time.
 */
export const toBpmn = async (chart: FlowChart, language: Language, path?: CasePath): Promise<string> => {
  const { xml } = await moddle.toXML(definitionsOf(chart, language, path), { format: true })
  return xml
}

const moddle = new BpmnModdle()
const create = (type: string, properties: object): ModdleElement => moddle.create(type, properties)
const text = (body: string): ModdleElement => create('bpmn:Documentation', { text: body.replace(FORBIDDEN, '') })

/** What XML 1.0 cannot hold. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const definitionsOf = (chart: FlowChart, language: Language, path: CasePath | undefined): ModdleElement => {
  const { elements, flows } = processOf(chart, language)
  const layout = layoutOf({ elements, flows })
  const nodes = new Map(elements.map((element) => [element.id, flowNode(element, language, path)]))
  for (const { id, attachedTo } of elements) if (attachedTo) nodes.get(id)!.set('attachedToRef', nodes.get(attachedTo))
  const arrows = flows.map((flow) => sequenceFlow(flow, nodes))
  const lanes = [...layout.lanes.keys()].map((role) => create('bpmn:Lane', {
    id: `lane_${role}`, name: ROLE_LABELS[role][language], flowNodeRef: elements.filter(({ lane }) => lane === role).map(({ id }) => nodes.get(id)),
  }))
  const title = chartTitle(chart.pack.title)[language]
  const process = create('bpmn:Process', {
    id: 'process', name: title, isExecutable: false, documentation: documentationOf(chart, language, path).map(text),
    laneSets: [create('bpmn:LaneSet', { id: 'lanes', lanes })], flowElements: [...nodes.values(), ...arrows],
  })
  const participant = create('bpmn:Participant', { id: 'pool', name: title, processRef: process })
  const collaboration = create('bpmn:Collaboration', { id: 'collaboration', participants: [participant] })
  return create('bpmn:Definitions', {
    id: 'definitions', name: title, targetNamespace: `urn:recourse:policy-pack:${chart.pack.id}:${chart.pack.version}`, exporter: 'Recourse',
    rootElements: [collaboration, process], diagrams: [diagram(collaboration, participant, lanes, [...nodes.values()], arrows, layout)],
  })
}

const flowNode = (element: FlowElement, language: Language, path: CasePath | undefined): ModdleElement => {
  const { id, type, name, due, node } = element
  return create(`bpmn:${type[0]!.toUpperCase()}${type.slice(1)}`, {
    id, ...(name ? { name } : {}), incoming: [], outgoing: [],
    ...(node ? { documentation: taskDocumentation(node, language, path).map(text) } : {}),
    ...(type === 'boundaryEvent' ? { cancelActivity: false } : {}),
    ...(due ? { documentation: [text(dueLabel(due)[language])], eventDefinitions: [create('bpmn:TimerEventDefinition', { id: `${id}_due`, timeDuration: create('bpmn:FormalExpression', { body: isoDuration(due) }) })] } : {}),
  })
}

const sequenceFlow = ({ id, from, to, name }: SequenceFlow, nodes: ReadonlyMap<string, ModdleElement>): ModdleElement => {
  const [source, target] = [nodes.get(from)!, nodes.get(to)!]
  const arrow = create('bpmn:SequenceFlow', { id, ...(name ? { name } : {}), sourceRef: source, targetRef: target })
  source.get('outgoing').push(arrow)
  target.get('incoming').push(arrow)
  return arrow
}

const taskDocumentation = (node: FlowNode, language: Language, path: CasePath | undefined): string[] => {
  const { role, due } = nodeLines(node, language)
  const clause = node.clause && `${node.clause.id} (v${node.clause.version}): ${node.clause.text[language]}`
  const cited = node.clause?.citations.map(({ law, article, version }) => `${CITED[language]} ${law} ${article} (${version})`) ?? []
  const notes = node.notes.map(({ kind, text: note }) => `${NOTE_LABELS[kind][language]}: ${note[language]}`)
  return [[role, due].filter(Boolean).join(' · '), ...(clause ? [clause] : []), ...cited, ...notes, ...visitText(node, path, language)]
}

const documentationOf = (chart: FlowChart, language: Language, path: CasePath | undefined): string[] => [
  `${chart.pack.id} ${chart.pack.version}`,
  ...chart.notes.map(({ kind, text: note }) => `${NOTE_LABELS[kind][language]}: ${note[language]}`),
  ...(path?.edges ?? []).map(({ edge, at }) => `${at} ${labelOf(chart, edge, language)}`),
]

const labelOf = (chart: FlowChart, edgeId: string, language: Language): string => {
  const edge = chart.edges.find(({ id }) => id === edgeId)!
  const nameOf = (nodeId: string): string => chart.nodes.find(({ id }) => id === nodeId)!.label[language]
  return `${nameOf(edge.from)} → ${nameOf(edge.to)}: ${edge.label[language]}`
}

const diagram = (
  collaboration: ModdleElement, pool: ModdleElement, lanes: readonly ModdleElement[], nodes: readonly ModdleElement[], arrows: readonly ModdleElement[], layout: Layout,
): ModdleElement => create('bpmndi:BPMNDiagram', {
  id: 'diagram',
  plane: create('bpmndi:BPMNPlane', {
    id: 'plane', bpmnElement: collaboration,
    planeElement: [
      shape(pool, layout.pool, { isHorizontal: true }),
      ...lanes.map((lane) => shape(lane, layout.lanes.get(lane.id.slice('lane_'.length) as never)!, { isHorizontal: true })),
      ...nodes.map((node) => shape(node, layout.shapes.get(node.id)!, node.$type === 'bpmn:ExclusiveGateway' ? { isMarkerVisible: true } : {})),
      ...arrows.map((arrow) => create('bpmndi:BPMNEdge', { id: `${arrow.id}_edge`, bpmnElement: arrow, waypoint: layout.edges.get(arrow.id)!.map(point) })),
    ],
  }),
})

const shape = (element: ModdleElement, bounds: Bounds, properties: object): ModdleElement =>
  create('bpmndi:BPMNShape', { id: `${element.id}_shape`, bpmnElement: element, bounds: create('dc:Bounds', bounds), ...properties })

const point = (at: Point): ModdleElement => create('dc:Point', at)
