import { clauseOf, type RefundPack } from '@recourse/policy'
import { PHASES, refundCasePermissions, STAGES, type Phase, type PhaseRow, type Stage } from '@recourse/refund-case'
import { CLOSED, edgeId, START, superiorId, type FlowChart, type FlowEdge, type FlowEdgeKind, type FlowNode } from './chart.js'
import { edgeLabel, PHASE_LABELS, startLabel, superiorLabel, TASK_LABELS } from './labels.js'
import { notesOf, stageNotes } from './notes.js'
import { isPossibleUnder, waitsForEvidence, type Transition } from './possible.js'
import { SIDE_PATHS, type SidePath } from './side-paths.js'

export type PhaseTable = Readonly<Record<Phase, PhaseRow>>

/** The flow of one pack, derived from the phase machine that the deciders are held to: nothing is drawn that cannot happen. */
export const flowOf = (pack: RefundPack, phases: PhaseTable = PHASES): FlowChart => {
  const steps = reachable(transitionsOf(phases).filter((step) => isPossibleUnder(pack, step)))
  const stages = STAGES.filter((stage) => stage === 'intake' || steps.some(({ to }) => to === stage))
  const sidePaths = SIDE_PATHS.filter(({ stage }) => stages.includes(stage))
  return {
    pack: { id: pack.id, version: pack.version, title: pack.title },
    nodes: [
      { id: START, kind: 'start', label: startLabel, role: pack.stages.intake.role, notes: [] },
      ...stages.map((stage) => stageNode(stage, pack)),
      ...sidePaths.map((path) => taskNode(path, pack)),
      ...superiorNodes(pack),
      { id: CLOSED, kind: 'closed', label: PHASE_LABELS.closed, role: phases.closed.accountable, notes: [] },
    ],
    edges: [
      edge(START, 'intake', 'RefundRequested', 'step'),
      ...steps.map(({ from, to, event }) => edge(from, to, event, 'step')),
      ...sidePaths.flatMap(sideEdges),
      ...timeoutEdges(stages.filter((stage) => stage !== 'intake' || waitsForEvidence(pack)), pack),
    ],
    notes: notesOf(pack),
  }
}

/** Every transition of the phase machine, in the order of its table. */
export const transitionsOf = (phases: PhaseTable): Transition[] =>
  (Object.keys(phases) as Phase[]).flatMap((from) => Object.entries(phases[from].leadsOn).map(([event, to]) => ({ from, event, to })))

const reachable = (steps: readonly Transition[]): Transition[] => {
  const reached = new Set<Phase>(['intake'])
  for (let before = 0; before < reached.size;) {
    before = reached.size
    for (const { from, to } of steps) if (reached.has(from)) reached.add(to)
  }
  return steps.filter(({ from }) => reached.has(from))
}

const stageNode = (stage: Stage, pack: RefundPack): FlowNode => {
  const rule = pack.stages[stage]
  if (!rule) throw new Error(`pack ${pack.id} ${pack.version} has no stage ${stage}`)
  const { id, version, text, citations } = clauseOf(pack, rule.clause)!
  return {
    id: stage, kind: 'stage', stage, label: PHASE_LABELS[stage], role: rule.role, due: rule.due, clause: { id, version, text, citations }, notes: stageNotes(stage, pack),
  }
}

const taskNode = ({ id, stage, command, within }: SidePath, pack: RefundPack): FlowNode => ({
  id, kind: 'task', stage, label: TASK_LABELS[id], role: refundCasePermissions[command][0]!, ...(within ? { due: within(pack) } : {}), notes: [],
})

const superiorNodes = (pack: RefundPack): FlowNode[] => pack.escalation.map(({ level, role, dueAgain }) => ({
  id: superiorId(level), kind: 'superior', label: superiorLabel(level), role, due: dueAgain, notes: [],
}))

const sideEdges = ({ id, stage, after, enters, returns }: SidePath): FlowEdge[] => [
  edge(after ?? stage, id, enters, 'loop'),
  ...returns.map((event) => edge(id, stage, event, 'loop')),
]

const timeoutEdges = (stages: readonly Stage[], { escalation }: RefundPack): FlowEdge[] => escalation.flatMap(({ level }) => level === 1
  ? stages.map((stage) => edge(stage, superiorId(1), 'StageOverdue', 'timeout'))
  : [edge(superiorId(level - 1), superiorId(level), 'CaseEscalated', 'timeout')])

const edge = (from: string, to: string, event: string, kind: FlowEdgeKind): FlowEdge => ({ id: edgeId(from, event), from, to, kind, event, label: edgeLabel(from, event) })
