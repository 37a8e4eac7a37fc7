import { hashOf } from '@recourse/kernel'
import { compilePack, diffPacks, isFaulty, lintPack, loadPack, mergePack, packFilesIn, placeOf, PolicyDataError, type MergedPack, type PackDifference } from '@recourse/policy'
import { clientFor, type Context } from '../context.js'
import type { CliCommand } from '../command.js'
import { CommandFailed, EXIT } from '../errors.js'

interface Finding {
  readonly severity: 'error' | 'warning'
  /** File and place in it. */
  readonly place: string
  readonly text: string
  /** Of the law that it offends; absent for what is merely not well formed. */
  readonly article?: string
}

const policyCheck: CliCommand = {
  name: 'policy check',
  usage: 'policy check DIR',
  summary: 'check a policy pack (a directory of YAML files): shape, conditions, contradictions, law; exit 1 when it could not be published',
  positionals: ['DIR'],
  run: async (context, { positionals: [directory] }) => {
    const merged = orFail(() => mergePack(packFilesIn(directory!)))
    const compiled = compilePack(merged.content)
    const findings: Finding[] = [...(isFaulty(compiled) ? compiled.map(({ path, text }) => ({ severity: 'error' as const, place: placeOf(path, merged), text })) : []), ...unlawful(merged)]
    const errors = findings.filter(({ severity }) => severity === 'error').length
    const hash = isFaulty(compiled) ? {} : { id: compiled.pack.id, version: compiled.pack.version, sha256: compiled.sha256 }
    const verdict = errors > 0 ? `${errors} ${errors === 1 ? 'error' : 'errors'}: the pack cannot be published` : 'ok: the pack can be published'
    context.result({ ok: errors === 0, ...hash, findings }, [...findings.map(line), verdict].join('\n'))
    return errors === 0 ? EXIT.ok : EXIT.failed
  },
}

const policyPublish: CliCommand = {
  name: 'policy publish',
  usage: 'policy publish DIR',
  summary: 'publish a policy pack; cases that are open keep the version they have',
  positionals: ['DIR'],
  run: async (context, { positionals: [directory] }) => {
    const files = orFail(() => packFilesIn(directory!))
    const client = clientFor(context, 'audit', 'admin')
    const answer = await client.post<{ id: string; packVersion: string; sha256: string; repeated: boolean }>('/policy-packs', { files }, `policy-publish-${hashOf(files)}`)
    context.result(answer, `${answer.id} ${answer.packVersion} ${answer.repeated ? 'was already published' : 'is published'}, sha256 ${answer.sha256}`)
    return EXIT.ok
  },
}

const policyDiff: CliCommand = {
  name: 'policy diff',
  usage: 'policy diff DIR_OR_VERSION DIR_OR_VERSION',
  summary: 'where two packs differ; a version is written retail@1.0.0',
  positionals: ['DIR_OR_VERSION', 'DIR_OR_VERSION'],
  run: async (context, { positionals: [before, after] }) => {
    const differences = diffPacks(await packAt(context, before!), await packAt(context, after!))
    context.result(differences, differences.length === 0 ? 'No difference.' : differences.map(described).join('\n'))
    return EXIT.ok
  },
}

export const policyCommands = [policyCheck, policyPublish, policyDiff]

const VERSION = /^([a-z][a-z0-9-]{0,63})@(\d+\.\d+\.\d+)$/

const packAt = async (context: Context, place: string): Promise<unknown> => {
  const [, id, version] = VERSION.exec(place) ?? []
  if (id === undefined) return orFail(() => loadPack(place)).pack
  return (await clientFor(context, 'audit', 'auditor').get<{ content: unknown }>(`/policy-packs/${id}/versions/${version}`)).content
}

const unlawful = (merged: MergedPack): Finding[] =>
  lintPack(merged.content).map(({ severity, path, text, article }) => ({ severity, place: placeOf(path.split('.'), merged), text: text.en, article }))

const line = ({ severity, place, text, article }: Finding): string => `${severity} ${place}: ${text}${article ? ` (${article})` : ''}`

const described = ({ path, before, after }: PackDifference): string =>
  [path, ...(before === undefined ? [] : [`  - ${JSON.stringify(before)}`]), ...(after === undefined ? [] : [`  + ${JSON.stringify(after)}`])].join('\n')

const orFail = <T>(read: () => T): T => {
  try {
    return read()
  } catch (error) {
    if (error instanceof PolicyDataError) throw new CommandFailed(error.message)
    throw error
  }
}
