import type { CasePath } from './case-path.js'
import type { FlowChart, FlowEdge, FlowNode, FlowNodeKind, FlowNote } from './chart.js'
import { chartTitle, NOTE_LABELS, type Language } from './labels.js'
import { nodeLines } from './node-lines.js'
import { visitText } from './visit-text.js'

const BRACKETS: Readonly<Record<FlowNodeKind, readonly [string, string]>> = {
  start: ['([', '])'], stage: ['[', ']'], task: ['[/', '/]'], superior: ['[[', ']]'], closed: ['([', '])'],
}
const ARROWS: Readonly<Record<FlowEdge['kind'], string>> = { step: '-->', loop: '-->', timeout: '-.->' }

/** A Mermaid flow chart. With a path, what the case went through is drawn in colour, and each stage says how long it took. */
export const toMermaid = (chart: FlowChart, language: Language, path?: CasePath): string => [
  'flowchart TD',
  `  accTitle: ${oneLine(chartTitle(chart.pack.title)[language])}`,
  ...chart.nodes.map((node) => `  ${mermaidId(node.id)}${boxed(node, language, path)}`),
  ...(chart.notes.length > 0 ? [`  notes["${chart.notes.map((note) => noteLine(note, language)).join('<br>')}"]`] : []),
  ...chart.edges.map(({ from, to, kind, label }) => `  ${mermaidId(from)} ${ARROWS[kind]}|"${escaped(label[language])}"| ${mermaidId(to)}`),
  '  classDef superior fill:#fff4e0,stroke:#b36b00',
  '  classDef note fill:#f6f6f6,stroke:#bbbbbb,text-align:left',
  ...classLine('superior', chart.nodes.filter(({ kind }) => kind === 'superior').map(({ id }) => id)),
  ...(chart.notes.length > 0 ? ['  class notes note'] : []),
  ...(path ? pathLines(chart, path) : []),
  '',
].join('\n')

const boxed = (node: FlowNode, language: Language, path: CasePath | undefined): string => {
  const { title, role, due, clause } = nodeLines(node, language)
  const lines = [`<b>${escaped(title)}</b>`, role && escaped(role), due && `<b>${escaped(due)}</b>`, clause && escaped(clause), ...visitText(node, path, language).map(escaped)]
  const [open, close] = BRACKETS[node.kind]
  return `${open}"${lines.filter(Boolean).join('<br>')}"${close}`
}

const noteLine = ({ kind, text }: FlowNote, language: Language): string => `${escaped(NOTE_LABELS[kind][language])}: ${escaped(text[language])}`

const pathLines = (chart: FlowChart, { nodes, edges, current, overdue }: CasePath): string[] => {
  const taken = new Set(edges.map(({ edge }) => edge))
  const indexes = chart.edges.flatMap(({ id }, index) => (taken.has(id) ? [index] : []))
  return [
    '  classDef visited fill:#e3f1e5,stroke:#2e7d32',
    '  classDef current stroke-width:4px',
    '  classDef overdue fill:#fde7e7,stroke:#c62828',
    ...classLine('visited', nodes),
    ...classLine('current', [current]),
    ...(overdue ? classLine('overdue', [current]) : []),
    ...(indexes.length > 0 ? [`  linkStyle ${indexes.join(',')} stroke:#2e7d32,stroke-width:3px`] : []),
  ]
}

const classLine = (name: string, ids: readonly string[]): string[] => (ids.length > 0 ? [`  class ${ids.map(mermaidId).join(',')} ${name}`] : [])

const mermaidId = (id: string): string => id.replaceAll('-', '_')

/** Mermaid's own entity codes: no text of a pack can end a label, open a tag or begin a directive. */
const escaped = (text: string): string => oneLine(text).replace(/[#"<>&`%|]/g, (character) => `#${character.codePointAt(0)};`)

const oneLine = (text: string): string => text.replace(/\s+/g, ' ').trim()
