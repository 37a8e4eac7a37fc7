import { describe, expect, it } from '@jest/globals'
import { upcast, type EventDefinition, type NewEvent } from '@recourse/kernel'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { adverseEvent, recommended, resolved, started, surveyed } from './care-plan.fixture.js'
import { carePlanEvents, CareProblemOverdue, CareTaskOverdue, ComplaintAnswered, ComplaintClosed, complaintEvents, ComplaintOpened } from './index.js'

const home = fileURLToPath(new URL('./golden/', import.meta.url))
const person = 'customer'
const pack = { id: 'membership', version: '1.0.0' }

/** One of each, as this version writes it. */
const samples: readonly NewEvent<string, unknown>[] = [
  { ...started, personal: { person, fields: { contact: { phone: '13800000000' } } } },
  { ...surveyed(5), personal: { person, fields: { note: '客户表示满意' } } },
  CareTaskOverdue({ taskId: 'greeting', owner: 'agent', dueAt: '2026-01-31T15:59:59.999Z' }),
  { ...adverseEvent, personal: { person, fields: { description: '注射部位肿胀' } } },
  CareProblemOverdue({ problemId: 'problem-1', owner: 'doctor', dueAt: '2026-02-13T03:00:00.000Z' }),
  { ...resolved, data: { problemId: 'problem-1', remedy: 'REFUND', caseId: 'case-1' }, personal: { person, fields: { note: '已协商退款' } } },
  recommended,
  ComplaintOpened({ complaintId: 'complaint-1', customer: 'customer', caseId: 'case-1', stage: 'review', pack, channel: 'ONLINE' }, { person, fields: { text: '审核超时' } }),
  ComplaintAnswered({ complaintId: 'complaint-1' }, { person, fields: { text: '已升级处理' } }),
  ComplaintClosed({ complaintId: 'complaint-1', outcome: 'UPHELD' }),
]

interface Golden {
  readonly type: string
  readonly schemaVersion: number
  readonly data: unknown
  readonly personal?: { readonly person: string, readonly fields: unknown }
}

const definitions = [...carePlanEvents, ...complaintEvents] as readonly EventDefinition<string, any>[]
const fileOf = ({ type, schemaVersion }: { type: string, schemaVersion: number }): string => `${type}.v${schemaVersion}.json`
const read = (file: string): Golden => JSON.parse(readFileSync(`${home}${file}`, 'utf8')) as Golden

/** Files of versions that were ever released stay for ever; only missing ones are written, and only when asked. */
if (process.env['UPDATE_GOLDEN']) {
  for (const sample of samples) {
    const { schemaVersion } = definitions.find(({ type }) => type === sample.type)!
    const file = `${home}${fileOf({ type: sample.type, schemaVersion })}`
    const { type, data, personal } = sample
    if (!existsSync(file)) writeFileSync(file, `${JSON.stringify({ type, schemaVersion, data, ...(personal ? { personal } : {}) }, null, 2)}\n`)
  }
}

describe('golden files', () => {
  it.each(definitions.map((definition) => [fileOf(definition), definition] as const))('%s holds the newest version, as this code writes it', (file, definition) => {
    const sample = samples.find(({ type }) => type === definition.type)!
    const golden = read(file)
    expect({ data: golden.data, personal: golden.personal }).toEqual({ data: sample.data, personal: sample.personal })
    expect(definition.personal === undefined).toBe(golden.personal === undefined)
  })

  it.each(readdirSync(home))('%s is read by this code', (file) => {
    const golden = read(file)
    const definition = definitions.find(({ type }) => type === golden.type)!
    const data = upcast(definition, golden.schemaVersion, golden.data)
    expect(definition.schema.parse(data)).toEqual(data)
    if (golden.personal) expect(definition.personal!.parse(golden.personal.fields)).toEqual(golden.personal.fields)
  })
})
