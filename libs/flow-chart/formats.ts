import { toBpmn } from './bpmn/to-bpmn.js'
import type { CasePath } from './case-path.js'
import type { FlowChart } from './chart.js'
import type { Language } from './labels.js'
import { toMermaid } from './mermaid.js'
import { toSvg } from './svg.js'

export const FLOW_FORMATS = ['json', 'svg', 'mermaid', 'bpmn'] as const
export type FlowFormat = (typeof FLOW_FORMATS)[number]

/** What a format is answered as. */
export const FLOW_MEDIA_TYPES: Readonly<Record<FlowFormat, string>> = {
  json: 'application/json', svg: 'image/svg+xml', mermaid: 'text/vnd.mermaid', bpmn: 'application/bpmn+xml',
}

/** What a client may call it; a browser asks for HTML and is shown the drawing. */
const ASKED_AS: Readonly<Record<string, FlowFormat>> = {
  'application/json': 'json', 'application/*': 'json', '*/*': 'json',
  'image/svg+xml': 'svg', 'image/*': 'svg', 'text/html': 'svg',
  'text/vnd.mermaid': 'mermaid', 'text/plain': 'mermaid', 'text/*': 'mermaid',
  'application/bpmn+xml': 'bpmn', 'application/xml': 'bpmn', 'text/xml': 'bpmn',
}

/** The format that an Accept header prefers; JSON when there is none, undefined when it accepts nothing that there is. */
export const flowFormatOf = (accept: string | undefined): FlowFormat | undefined => {
  const ranked = (accept?.trim() || '*/*').split(',').map((part) => {
    const [type, ...parameters] = part.split(';').map((word) => word.trim().toLowerCase())
    const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return { format: ASKED_AS[type!], quality: quality === undefined ? 1 : Number(quality) }
  })
  return ranked.filter(({ format, quality }) => format && quality > 0).sort((a, b) => b.quality - a.quality)[0]?.format
}

export const renderFlow = async (chart: FlowChart, format: FlowFormat, language: Language, path?: CasePath): Promise<string> => {
  switch (format) {
    case 'json': return JSON.stringify({ ...chart, ...(path ? { path } : {}) })
    case 'svg': return toSvg(chart, language, path)
    case 'mermaid': return toMermaid(chart, language, path)
    case 'bpmn': return toBpmn(chart, language, path)
  }
}
