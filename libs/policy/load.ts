import { join } from 'node:path'
import { PolicyPacks } from './pack.js'
import { packSchema, type Pack } from './pack-schema.js'
import { contradictionsOf } from './pack-rules.js'
import { entriesOf, faultsOf, PolicyDataError, readYaml, shippedDirectory } from './yaml-directory.js'

/**
 * Reads `<directory>/<id>/<version>/*.yaml`: the files of a version are merged by their top-level keys and checked as one pack.
 * @throws PolicyDataError naming every fault with file and path; nothing is loaded then.
 */
export const loadPolicyPacks = (directory: string = shippedDirectory('packs')): PolicyPacks => {
  const packs = entriesOf(directory, 'directory').flatMap((id) =>
    entriesOf(join(directory, id), 'directory').map((version) => loadPack(directory, id, version)))
  if (packs.length === 0) throw new PolicyDataError(`${directory} holds no policy pack: expected <id>/<version>/pack.yaml`)
  return new PolicyPacks(packs)
}

const loadPack = (directory: string, id: string, version: string): Pack => {
  const home = join(directory, id, version)
  const { content, fileOf } = merge(home)
  const parsed = packSchema.safeParse(content, { reportInput: true })
  if (!parsed.success) throw refused(home, faultsOf(parsed.error).map(({ key, text }) => `${fileOf.get(key) ?? 'pack.yaml'}: ${text}`))
  const pack = parsed.data
  const faults = contradictionsOf(pack).map(({ path, text }) => `${fileOf.get(path[0]!) ?? 'pack.yaml'}: ${path.join('.')}: ${text}`)
  if (pack.id !== id) faults.push(`pack.yaml: id: is ${pack.id}, but its directory is called ${id}; make them equal`)
  if (pack.version !== version) faults.push(`pack.yaml: version: is ${pack.version}, but its directory is called ${version}; make them equal`)
  if (faults.length > 0) throw refused(home, faults)
  return pack
}

const merge = (home: string): { content: Record<string, unknown>, fileOf: ReadonlyMap<string, string> } => {
  const content: Record<string, unknown> = {}
  const fileOf = new Map<string, string>()
  for (const file of entriesOf(home, 'yaml')) {
    for (const [key, value] of Object.entries(readYaml(home, file))) {
      const earlier = fileOf.get(key)
      if (earlier) throw refused(home, [`${file}: ${key}: stands in ${earlier} too; keep one of them`])
      content[key] = value
      fileOf.set(key, file)
    }
  }
  return { content, fileOf }
}

const refused = (home: string, faults: readonly string[]): PolicyDataError =>
  new PolicyDataError(`policy pack ${home} is refused:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
