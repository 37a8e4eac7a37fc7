import { describe, expect, it } from '@jest/globals'
import { BpmnModdle, type ModdleElement } from 'bpmn-moddle'
import { loadPolicyPacks, type RefundPack } from '@recourse/policy'
import { casePathOf } from './case-path.js'
import { flowOf } from './flow-of.js'
import { flowFormatOf, renderFlow } from './formats.js'
import { packFlow } from './pack-flow.js'
import { randomWalk } from './testing.js'

const packs = loadPolicyPacks().all().filter((pack): pack is RefundPack => pack.kind === 'refund')
const named = packs.map((pack) => [pack.id, pack] as const)
const livestream = packs.find(({ id }) => id === 'livestream-aesthetics')!
const HOSTILE = '</text><script>"&\\N\'`%%{init}'

const hostile: RefundPack = {
  ...livestream,
  title: { en: HOSTILE, 'zh-CN': HOSTILE },
  notices: [{ id: 'n', stage: 'review', text: { en: HOSTILE, 'zh-CN': HOSTILE } }],
  contacts: [{ kind: 'PHONE', value: '1', label: { en: HOSTILE, 'zh-CN': HOSTILE } }],
}

describe.each(named)('BPMN of %s (LS4, MB30)', (_, pack) => {
  const parsed = async () => new BpmnModdle().fromXML(await renderFlow(flowOf(pack), 'bpmn', 'zh-CN'))

  it('is read back without a warning and describes, not executes', async () => {
    const { rootElement, warnings } = await parsed()
    expect(warnings).toEqual([])
    expect(rootElement['targetNamespace']).toBe(`urn:recourse:policy-pack:${pack.id}:${pack.version}`)
    expect(processIn(rootElement)['isExecutable']).toBe(false)
  })

  it('has every flow node in one lane and in the sequence flows that name it', async () => {
    const process = processIn((await parsed()).rootElement)
    const [nodes, flows] = [flowNodes(process), process['flowElements'].filter(isFlow) as ModdleElement[]]
    const inLanes = (process['laneSets'][0].lanes as ModdleElement[]).flatMap((lane) => (lane['flowNodeRef'] as ModdleElement[]).map(({ id }) => id))
    expect([...inLanes].sort()).toEqual(nodes.map(({ id }) => id).sort())
    for (const node of nodes) {
      expect((node['incoming'] ?? []).map(({ id }: ModdleElement) => id)).toEqual(flows.filter(({ targetRef }) => targetRef === node).map(({ id }) => id))
      expect((node['outgoing'] ?? []).map(({ id }: ModdleElement) => id)).toEqual(flows.filter(({ sourceRef }) => sourceRef === node).map(({ id }) => id))
      if (!['bpmn:StartEvent', 'bpmn:BoundaryEvent'].includes(node.$type)) expect(node['incoming']).not.toHaveLength(0)
      if (node.$type !== 'bpmn:EndEvent') expect(node['outgoing']).not.toHaveLength(0)
      if (node.$type === 'bpmn:EndEvent') expect(node['outgoing'] ?? []).toHaveLength(0)
    }
  })

  it('has a task with a timer of its time limit for every stage', async () => {
    const { elementsById } = await parsed()
    for (const { stage, due } of flowOf(pack).nodes.filter(({ kind, stage: at }) => kind === 'stage' && at !== 'intake')) {
      expect(elementsById[`task_${stage}`]!.$type).toBe('bpmn:UserTask')
      const timer = elementsById[`timer_${stage}`]!
      expect(timer).toMatchObject({ cancelActivity: false, attachedToRef: { id: `task_${stage}` } })
      expect(timer['eventDefinitions'][0].timeDuration.body).toBe('hours' in due! ? `PT${due.hours}H` : `P${'days' in due! ? due.days : due!.workingDays}D`)
    }
  })

  it('has a place in the diagram for everything, inside the pool and over nothing else', async () => {
    const { rootElement } = await parsed()
    const process = processIn(rootElement)
    const plane = rootElement['diagrams'][0].plane
    const drawn = (plane.planeElement as ModdleElement[]).map(({ bpmnElement }) => bpmnElement.id)
    const elements = [...rootElement['rootElements'][0].participants, ...process['laneSets'][0].lanes, ...process['flowElements']] as ModdleElement[]
    expect([...drawn].sort()).toEqual(elements.map(({ id }) => id).sort())
    const shapes = new Map((plane.planeElement as ModdleElement[]).filter(({ $type }) => $type === 'bpmndi:BPMNShape').map(({ bpmnElement, bounds }) => [bpmnElement.id as string, bounds as Box]))
    const pool = shapes.get('pool')!
    for (const bounds of shapes.values()) expect(bounds.x >= 0 && bounds.y >= 0 && bounds.x + bounds.width <= pool.width && bounds.y + bounds.height <= pool.height).toBe(true)
    const standing = flowNodes(process).filter(({ $type }) => $type !== 'bpmn:BoundaryEvent').map(({ id }) => shapes.get(id)!)
    expect(standing.flatMap((one, index) => standing.slice(index + 1).filter((other) => overlap(one, other)))).toEqual([])
    for (const edge of (plane.planeElement as ModdleElement[]).filter(({ $type }) => $type === 'bpmndi:BPMNEdge')) {
      for (const { x, y } of edge['waypoint']) expect(x >= 0 && y >= 0 && x <= pool.width && y <= pool.height).toBe(true)
    }
  })
})

interface Box { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
const overlap = (a: Box, b: Box): boolean => a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height
const processIn = (definitions: ModdleElement): ModdleElement => definitions['rootElements'][1]
const isFlow = ({ $type }: ModdleElement): boolean => $type === 'bpmn:SequenceFlow'
const flowNodes = (process: ModdleElement): ModdleElement[] => process['flowElements'].filter((element: ModdleElement) => !isFlow(element))

describe('every drawing', () => {
  it.each(['svg', 'mermaid', 'bpmn', 'json'] as const)('as %s is the same for the same chart', async (format) => {
    expect(await renderFlow(flowOf(livestream), format, 'en')).toBe(await renderFlow(flowOf(livestream), format, 'en'))
  })

  it.each(['svg', 'mermaid', 'bpmn'] as const)('as %s names stages, roles and time limits in both languages (LS13)', async (format) => {
    // Graphviz writes a hyphen as an entity.
    const drawn = async (language: 'zh-CN' | 'en') => (await renderFlow(flowOf(livestream), format, language)).replaceAll('&#45;', '-')
    for (const word of ['审核', '审核员', '3个工作日', 'review-time', '超时未处理,自动升级', '重新核对收款信息']) expect(await drawn('zh-CN')).toContain(word)
    for (const word of ['Review', 'Reviewer', '3 working days', 'overdue, escalated', 'resubmitted']) expect(await drawn('en')).toContain(word)
  })

  it('prints the time limit boldly (LS13)', async () => {
    expect(await renderFlow(flowOf(livestream), 'svg', 'zh-CN')).toMatch(/<text[^>]* font-weight="bold">3个工作日<\/text>/)
    expect(await renderFlow(flowOf(livestream), 'mermaid', 'zh-CN')).toContain('<b>3个工作日</b>')
  })

  it('can be read aloud', async () => {
    const svg = await renderFlow(flowOf(livestream), 'svg', 'en')
    expect(svg).toMatch(/<svg role="img" aria-labelledby="flow-title flow-desc"/)
    expect(svg).toContain('<desc id="flow-desc">Refund wanted → Request and evidence: refund requested')
  })

  it('of a pack with more notes than Graphviz can hold leaves some out, and the next one is drawn as ever', async () => {
    const words = { en: 'note & note '.repeat(160), 'zh-CN': '注意'.repeat(900) }
    const long = { ...livestream, notices: Array.from({ length: 50 }, (_, n) => ({ id: `n${n}`, text: words })) }
    const before = await renderFlow(flowOf(livestream), 'svg', 'zh-CN')
    for (const language of ['zh-CN', 'en'] as const) expect(await renderFlow(flowOf(long), 'svg', language)).toContain('…')
    expect(await renderFlow(flowOf(livestream), 'svg', 'zh-CN')).toBe(before)
    expect(before).not.toContain('…')
    expect(await renderFlow(flowOf(long), 'json', 'en')).toContain(words.en)
  })

  it('of a pack is made once, whoever asks', async () => {
    const drawing = packFlow(livestream, 'svg', 'en')
    expect(packFlow(livestream, 'svg', 'en')).toBe(drawing)
    expect(packFlow(livestream, 'svg', 'zh-CN')).not.toBe(drawing)
    expect(await drawing).toBe(await renderFlow(flowOf(livestream), 'svg', 'en'))
  })

  it('lets no text of a pack be more than text', async () => {
    const chart = flowOf(hostile)
    const svg = await renderFlow(chart, 'svg', 'en')
    expect(svg).not.toMatch(/<script|<\/text><\//)
    expect(svg).toContain('&lt;/text&gt;&lt;script&gt;&quot;&amp;')
    const mermaid = await renderFlow(chart, 'mermaid', 'en')
    expect(mermaid.split('\n').slice(2).join('\n')).not.toMatch(/<script|%%|`/)
    const { rootElement, warnings } = await new BpmnModdle().fromXML(await renderFlow(chart, 'bpmn', 'en'))
    expect(warnings).toEqual([])
    expect(rootElement['name']).toBe(`${HOSTILE}: flow chart`)
  })

  it.each([
    [undefined, 'json'], ['*/*', 'json'], ['image/svg+xml', 'svg'], ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'svg'], ['text/plain', 'mermaid'],
    ['application/bpmn+xml', 'bpmn'], ['text/xml;q=0.3, image/*;q=0.2', 'bpmn'], ['application/pdf', undefined], ['image/svg+xml;q=0', undefined],
  ])('is chosen by Accept: %s → %s', (accept, format) => expect(flowFormatOf(accept)).toBe(format))
})

describe('the way of a case', () => {
  const chart = flowOf(livestream)
  const wasReopened = (history: ReturnType<typeof randomWalk>): boolean => {
    const closed = history.findIndex(({ type }) => type === 'RefundCaseClosed')
    return closed >= 0 && history.slice(closed).some(({ data }) => 'opens' in data && data.opens)
  }
  const events = Array.from({ length: 400 }, (_, seed) => randomWalk(livestream, seed + 1)).find((history) => ['PayoutFailed', 'StageOverdue'].every((met) => history.some(({ type }) => type === met)) && !wasReopened(history))!
  const path = casePathOf(chart, events, events.at(-1)!.metadata.recordedAt)

  it('has one visit per opening of a stage, one after the other', () => {
    expect(path.visits.map(({ stage }) => stage)).toEqual(events.flatMap(({ data }) => ('opens' in data && data.opens ? [data.opens.stage] : [])))
    for (const [index, { leftAt, used_ms, allowed_ms, overdue }] of path.visits.entries()) {
      expect(leftAt).toBe(path.visits[index + 1]?.enteredAt ?? leftAt)
      expect(overdue).toBe(used_ms > allowed_ms)
      expect(used_ms).toBeGreaterThanOrEqual(0)
    }
    expect(path.visits.some(({ overdue }) => overdue)).toBe(true)
  })

  it.each(['svg', 'mermaid', 'bpmn', 'json'] as const)('is drawn as %s with time used and allowed', async (format) => {
    const drawn = await renderFlow(chart, format, 'zh-CN', path)
    expect(drawn).not.toBe(await renderFlow(chart, format, 'zh-CN'))
    expect(drawn).toMatch(format === 'json' ? /"used_ms":/ : /\d+(天|小时|分)[^<]* \/ 时限 [^<]*(超时)/)
  })
})
