import type { Role, Texts } from '@recourse/kernel'
import type { Clause, Due } from '@recourse/policy'
import type { Phase, Stage } from '@recourse/refund-case'

/** `task` is done within a stage, while the stage waits; `superior` is called when a time limit has passed. */
export type FlowNodeKind = 'start' | 'stage' | 'task' | 'superior' | 'closed'

export interface FlowNode {
  readonly id: string
  readonly kind: FlowNodeKind
  readonly label: Texts
  /** The stage that the node is, or belongs to. */
  readonly stage?: Stage
  /** Who answers for it; of the start and the end, in whose hands the case then lies. */
  readonly role: Role
  /** Time limit. */
  readonly due?: Due
  /** The clause that the stage rests on. */
  readonly clause?: Pick<Clause, 'id' | 'version' | 'text' | 'citations'>
  /** What a reader needs to know here: material, criteria, guides, notices. */
  readonly notes: readonly FlowNote[]
}

/** `step` leads to another phase, `loop` out of a stage and back, `timeout` calls a superior while the stage goes on. */
export type FlowEdgeKind = 'step' | 'loop' | 'timeout'

export interface FlowEdge {
  /** `<from>:<event>`: an event leads from a place to one other place only. */
  readonly id: string
  readonly from: string
  readonly to: string
  readonly kind: FlowEdgeKind
  /** Type of the event that leads along the edge. */
  readonly event: string
  readonly label: Texts
}

export interface FlowNote {
  readonly kind: 'MATERIAL' | 'CRITERION' | 'GUIDE' | 'NOTICE' | 'DISCLAIMER' | 'CONTACT' | 'APPEAL'
  readonly text: Texts
  /** A path of the operator's site or an https address. */
  readonly url?: string
}

/** How a refund goes under one pack. The first node is the start, the last the end. */
export interface FlowChart {
  readonly pack: { readonly id: string; readonly version: string; readonly title: Texts }
  readonly nodes: readonly FlowNode[]
  readonly edges: readonly FlowEdge[]
  /** What belongs to no one place. */
  readonly notes: readonly FlowNote[]
}

export const START = 'start'
export const CLOSED: Phase = 'closed'

export const edgeId = (from: string, event: string): string => `${from}:${event}`
export const superiorId = (level: number): string => `superior-${level}`
