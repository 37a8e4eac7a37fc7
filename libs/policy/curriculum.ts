import { join } from 'node:path'
import type { Texts } from '@recourse/kernel'
import { z } from 'zod'
import { entriesOf, faultsOf, PolicyDataError, readYaml, shippedDirectory } from './yaml-directory.js'

const words = z.string().trim().min(1).max(2000)
const texts = z.strictObject({ en: words, 'zh-CN': words }) satisfies z.ZodType<Texts>
const code = z.string().regex(/^[a-z][a-z0-9-]{0,63}$/)

const curriculum = z.strictObject({
  id: code,
  version: z.string().regex(/^\d+\.\d+\.\d+$/, 'a version of three numbers, such as 1.0.0'),
  title: texts,
  /** Least score, 0–100, of whoever is to pass. */
  passMark_percent: z.int().min(1).max(100),
  validFor_days: z.int().positive(),
  items: z.array(z.strictObject({ id: code, text: texts })).min(1),
})

/** What a course teaches and when it counts as passed. */
export type Curriculum = Readonly<z.infer<typeof curriculum>>
export type Curricula = ReadonlyMap<string, Curriculum>

/** Reads `<directory>/<course>.yaml`, one file a course. @throws PolicyDataError naming file and place. */
export const loadCurricula = (directory: string = shippedDirectory('curricula')): Curricula =>
  new Map(entriesOf(directory, 'yaml').map((file) => {
    const parsed = curriculum.safeParse(readYaml(directory, file), { reportInput: true })
    const faults = parsed.success ? contradictions(parsed.data, file) : faultsOf(parsed.error).map(({ text }) => text)
    if (!parsed.success || faults.length > 0) throw new PolicyDataError(`curriculum ${join(directory, file)} is refused:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
    return [parsed.data.id, parsed.data]
  }))

const contradictions = ({ id, items }: Curriculum, file: string): string[] => [
  ...(`${id}.yaml` === file ? [] : [`id: is ${id}, but its file is called ${file}; make them equal`]),
  ...(new Set(items.map((item) => item.id)).size === items.length ? [] : ['items: two have the same id; keep one of them']),
]
