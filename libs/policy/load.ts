import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compilePack, isFaulty, type CompiledPack } from './compile.js'
import { PolicyPacks } from './pack.js'
import { entriesOf, parseYaml, PolicyDataError, shippedDirectory } from './yaml-directory.js'

/** Texts of YAML files by name, such as `pack.yaml`. */
export type PackFiles = Readonly<Record<string, string>>

/** The files of a pack as one mapping, and which file each top-level key came from. */
export interface MergedPack {
  readonly content: Readonly<Record<string, unknown>>
  readonly fileOf: ReadonlyMap<string, string>
}

/**
 * Reads `<directory>/<id>/<version>/*.yaml`, or the packs shipped with the program: the files of a version are merged by their top-level keys and checked as one pack.
 * @throws PolicyDataError naming every fault with file and path; nothing is loaded then.
 */
export const loadPolicyPacks = (directory?: string): PolicyPacks =>
  directory === undefined ? (shippedPacks ??= readPolicyPacks(shippedDirectory('packs'))) : readPolicyPacks(directory)

/** Read once: they never change while the program runs. */
let shippedPacks: PolicyPacks | undefined

const readPolicyPacks = (directory: string): PolicyPacks => {
  const packs = entriesOf(directory, 'directory').flatMap((id) =>
    entriesOf(join(directory, id), 'directory').map((version) => loadVersion(directory, id, version)))
  if (packs.length === 0) throw new PolicyDataError(`${directory} holds no policy pack: expected <id>/<version>/pack.yaml`)
  return new PolicyPacks(packs)
}

/** Reads one pack from a directory of YAML files, whatever it is called. @throws PolicyDataError naming every fault with file and path. */
export const loadPack = (home: string): CompiledPack => {
  const merged = mergedIn(home)
  const compiled = compilePack(merged.content)
  if (isFaulty(compiled)) throw refused(home, compiled.map((fault) => `${placeOf(fault.path, merged)}: ${fault.text}`))
  return compiled
}

const mergedIn = (home: string): MergedPack => {
  const files = packFilesIn(home)
  try {
    return mergePack(files)
  } catch (error) {
    throw error instanceof PolicyDataError ? refused(home, [error.message]) : error
  }
}

/** @throws PolicyDataError when the directory cannot be read. */
export const packFilesIn = (home: string): PackFiles => Object.fromEntries(entriesOf(home, 'yaml').map((file) => [file, readFileSync(join(home, file), 'utf8')]))

/** @throws PolicyDataError when a file is not a mapping in YAML, or two files have the same key. */
export const mergePack = (files: PackFiles): MergedPack => {
  const content = new Map<string, unknown>()
  const fileOf = new Map<string, string>()
  for (const [file, text] of Object.entries(files)) {
    for (const [key, value] of Object.entries(parseYaml(file, text))) {
      const earlier = fileOf.get(key)
      if (earlier) throw new PolicyDataError(`${file}: ${key}: stands in ${earlier} too; keep one of them`)
      content.set(key, value)
      fileOf.set(key, file)
    }
  }
  return { content: Object.fromEntries(content), fileOf }
}

/** File and place of something in a pack: `review.yaml: automaticReview.0.when`. */
export const placeOf = (path: readonly string[], { fileOf }: Pick<MergedPack, 'fileOf'>): string => `${fileOf.get(path[0] ?? '') ?? 'pack.yaml'}: ${path.join('.')}`

const loadVersion = (directory: string, id: string, version: string) => {
  const home = join(directory, id, version)
  const { pack } = loadPack(home)
  const misplaced = [
    ...(pack.id === id ? [] : [`pack.yaml: id: is ${pack.id}, but its directory is called ${id}; make them equal`]),
    ...(pack.version === version ? [] : [`pack.yaml: version: is ${pack.version}, but its directory is called ${version}; make them equal`]),
  ]
  if (misplaced.length > 0) throw refused(home, misplaced)
  return pack
}

const refused = (home: string, faults: readonly string[]): PolicyDataError =>
  new PolicyDataError(`policy pack ${home} is refused:\n${faults.map((fault) => `  ${fault}`).join('\n')}`)
