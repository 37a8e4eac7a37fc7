import { instance, type Attributes, type Graph, type Viz } from '@viz-js/viz'
import type { CasePath } from './case-path.js'
import type { FlowChart, FlowEdge, FlowNode, FlowNodeKind } from './chart.js'
import { chartTitle, NOTE_LABELS, type Language } from './labels.js'
import { nodeLines } from './node-lines.js'
import { ems, wrapped } from './text-width.js'
import { visitText } from './visit-text.js'

const FONT = 'Noto Sans SC, PingFang SC, Microsoft YaHei, sans-serif'
const COLOURS = { line: '#44546a', fill: '#ffffff', task: '#f3f6fa', superior: '#fff4e0', superiorLine: '#b36b00', visited: '#e3f1e5', taken: '#2e7d32', late: '#c62828', lateFill: '#fde7e7', quiet: '#9aa5b1' }
const TEXT_SIZE_pt = 12
const EDGE_SIZE_pt = 10
const NOTE_SIZE_pt = 10
const NOTE_WIDTH_ems = 90
/** Graphviz takes a text on a stack of 64 KiB, and a longer one breaks it for every drawing after. The other formats hold all notes. */
const NOTES_LIMIT_bytes = 40_000

/** One WebAssembly instance of Graphviz for the process; it keeps nothing between two drawings, and what has failed is not used again. */
let graphviz: Promise<Viz> | undefined

/** A drawing that needs no script and no other file. The same chart gives the same bytes. */
export const toSvg = async (chart: FlowChart, language: Language, path?: CasePath): Promise<string> => {
  const viz = await (graphviz ??= instance())
  return accessible(drawnBy(viz, graphOf(chart, language, path)), chartTitle(chart.pack.title)[language], description(chart, language))
}

const drawnBy = (viz: Viz, graph: Graph): string => {
  try {
    return viz.renderString(graph, { format: 'svg' })
  } catch (error) {
    graphviz = undefined
    throw error
  }
}

const graphOf = (chart: FlowChart, language: Language, path: CasePath | undefined): Graph => ({
  directed: true,
  graphAttributes: { rankdir: 'TB', fontname: FONT, fontsize: NOTE_SIZE_pt, labelloc: 'b', labeljust: 'l', nodesep: 0.5, ranksep: 0.5, pad: 0.3, label: { html: notesTable(chart, language) } },
  nodeAttributes: { fontname: FONT, fontsize: TEXT_SIZE_pt, style: 'filled,rounded', shape: 'box', color: COLOURS.line, margin: '0.1,0.06' },
  edgeAttributes: { fontname: FONT, fontsize: EDGE_SIZE_pt, color: COLOURS.line, fontcolor: COLOURS.line },
  nodes: chart.nodes.map((node) => ({ name: node.id, attributes: { id: `node-${node.id}`, ...nodeText(node, language, path), ...nodeStyle(node, path) } })),
  edges: chart.edges.map((edge) => ({ tail: edge.from, head: edge.to, attributes: { id: `edge-${edge.from}-${edge.event}`, label: { html: table([cell(edge.label[language], EDGE_SIZE_pt)]) }, ...edgeStyle(edge, path) } })),
})

const FILLS: Readonly<Record<FlowNodeKind, string>> = { start: COLOURS.fill, stage: COLOURS.fill, task: COLOURS.task, superior: COLOURS.superior, closed: COLOURS.fill }

const nodeStyle = ({ id, kind }: FlowNode, path: CasePath | undefined): Attributes => {
  const plain: Attributes = { fillcolor: FILLS[kind], ...(kind === 'superior' ? { color: COLOURS.superiorLine } : {}), ...(kind === 'start' || kind === 'closed' ? { shape: 'oval', style: 'filled' } : {}) }
  if (!path?.nodes.includes(id)) return plain
  const isCurrent = path.current === id
  if (isCurrent && path.overdue) return { ...plain, fillcolor: COLOURS.lateFill, color: COLOURS.late, penwidth: 3 }
  return { ...plain, fillcolor: COLOURS.visited, color: COLOURS.taken, penwidth: isCurrent ? 3 : 1.5 }
}

const edgeStyle = (edge: FlowEdge, path: CasePath | undefined): Attributes => {
  const shape: Attributes = {
    ...(leadsDown(edge) ? { weight: edge.kind === 'step' ? 4 : 1 } : { constraint: false }),
    ...(edge.kind === 'timeout' ? { style: 'dashed', color: COLOURS.superiorLine, fontcolor: COLOURS.superiorLine } : {}),
  }
  if (!path) return shape
  return path.edges.some((taken) => taken.edge === edge.id)
    ? { ...shape, color: COLOURS.taken, fontcolor: COLOURS.taken, penwidth: 2.5 }
    : { ...shape, color: COLOURS.quiet, fontcolor: COLOURS.quiet }
}

/** The way of most cases goes down the page; what leads back, and the calls of superiors, hang beside it. */
const DOWNWARDS: readonly string[] = ['start', 'intake', 'review', 'settlement', 'decision', 'payout', 'receipt', 'closed', 'appeal']

const leadsDown = ({ from, to, kind }: FlowEdge): boolean => (kind === 'timeout' ? from === 'intake' || from.startsWith('superior') : kind === 'loop' ? !DOWNWARDS.includes(to) : DOWNWARDS.indexOf(from) < DOWNWARDS.indexOf(to))

/** Stands before a line that is to be bold: text beside it in one label cannot be styled otherwise. */
const BOLD = '\ue000'

/** The width is set: Graphviz measures Chinese text too narrow. */
const nodeText = (node: FlowNode, language: Language, path: CasePath | undefined): Attributes => {
  const { title, role, due, clause } = nodeLines(node, language)
  const lines = [BOLD + title, role, due && BOLD + due, clause, ...visitText(node, path, language)].filter((line) => line !== undefined)
  const widest_ems = Math.max(...lines.map((line) => ems(line.replace(BOLD, ''))))
  return { label: lines.map(labelText).join('\\n'), width: (widest_ems + 1.5) * TEXT_SIZE_pt / 72 }
}

/** Backslashes and entities mean something in a label. */
const labelText = (text: string): string => text.replace(FORBIDDEN, '').replaceAll('\\', '\\\\').replaceAll('&', '&amp;')

const table = (rows: readonly string[]): string => `<TABLE BORDER="0" CELLBORDER="0" CELLSPACING="0" CELLPADDING="1">${rows.join('')}</TABLE>`

const cell = (text: string, size_pt: number): string => `<TR><TD ALIGN="LEFT" WIDTH="${Math.ceil((ems(text) + 0.6) * size_pt)}">${escaped(text)}</TD></TR>`

const notesTable = (chart: FlowChart, language: Language): string => {
  const stageNotes = chart.nodes.flatMap(({ label, notes }) => notes.map((note) => `${label[language]} · ${noteText(note, language)}`))
  const lines = [`${chart.pack.id} ${chart.pack.version}`, ...stageNotes, ...chart.notes.map((note) => noteText(note, language))]
  return table([`<TR><TD ALIGN="LEFT"><B>${escaped(chartTitle(chart.pack.title)[language])}</B></TD></TR>`, ...asManyAsFit(lines.flatMap((line) => wrapped(line, NOTE_WIDTH_ems)).map((line) => cell(line, NOTE_SIZE_pt)))])
}

const asManyAsFit = (rows: readonly string[]): readonly string[] => {
  let bytes = 0
  const firstLeftOut = rows.findIndex((row) => (bytes += Buffer.byteLength(row)) > NOTES_LIMIT_bytes)
  return firstLeftOut === -1 ? rows : [...rows.slice(0, firstLeftOut), cell('…', NOTE_SIZE_pt)]
}

const noteText = ({ kind, text }: FlowChart['notes'][number], language: Language): string => `${NOTE_LABELS[kind][language]}: ${text[language]}`

/** The chart in words, for whoever cannot see it. */
const description = (chart: FlowChart, language: Language): string => chart.edges
  .map(({ from, to, label }) => `${nameOf(chart, from, language)} → ${nameOf(chart, to, language)}: ${label[language]}`)
  .join('; ')

const nameOf = ({ nodes }: FlowChart, id: string, language: Language): string => nodes.find((node) => node.id === id)!.label[language]

const accessible = (svg: string, title: string, desc: string): string => svg
  .replaceAll(`>${BOLD}`, ' font-weight="bold">')
  .replace(/<svg /, '<svg role="img" aria-labelledby="flow-title flow-desc" ')
  .replace(/(<svg [^>]*>)/, (opening) => `${opening}\n<title id="flow-title">${escaped(title)}</title>\n<desc id="flow-desc">${escaped(desc)}</desc>`)

/** What XML 1.0 cannot hold. */
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\'': '&#39;' }

const escaped = (text: string): string => text.replace(FORBIDDEN, '').replace(/[&<>"']/g, (character) => ENTITIES[character]!)
