import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import { hashOf, roleRefusal, type Refusal } from '@recourse/kernel'
import { CommandSender, ProblemError, RefusedError, type Caller } from '@recourse/platform'
import {
  compilePack, isFaulty, mergePack, PackCatalogue, PolicyDataError, policyPackDecider, policyPackPermissions, policyPackStream, refusePack,
  type CompiledPack, type MergedPack, type PackFault,
} from '@recourse/policy'
import type { PublishPolicyPackDto } from './publish-policy-pack.dto.js'

export interface PublishPolicyPackOutcome {
  readonly outcome: Executed | Refusal
  readonly packVersion: string
  readonly sha256: string
}

export class PublishPolicyPackCommand extends Command<PublishPolicyPackOutcome> {
  constructor(readonly caller: Caller, readonly body: PublishPolicyPackDto) {
    super()
  }
}

@CommandHandler(PublishPolicyPackCommand)
export class PublishPolicyPackHandler implements ICommandHandler<PublishPolicyPackCommand> {
  constructor(private readonly commands: CommandSender, private readonly packs: PackCatalogue) {}

  async execute({ caller, body }: PublishPolicyPackCommand): Promise<PublishPolicyPackOutcome> {
    const notPermitted = roleRefusal(policyPackPermissions, 'PublishPolicyPack', caller.identity.actor)
    if (notPermitted) throw new RefusedError(notPermitted)
    const { pack, sha256 } = compiled(body)
    const shipped = this.packs.shipped.all().filter(({ id }) => id === pack.id).map((known) => ({ pack: known, sha256: hashOf(known) }))
    const outcome = await this.commands.send(caller, policyPackDecider, policyPackStream(caller.tenant, pack.id), { type: 'PublishPolicyPack', pack, facts: { shipped } })
    return { outcome, packVersion: pack.version, sha256 }
  }
}

/** @throws ProblemError, RefusedError */
const compiled = ({ content, files }: PublishPolicyPackDto): CompiledPack => {
  if ((content === undefined) === (files === undefined)) throw new ProblemError('InvalidRequest', { detail: 'give either content, one JSON object, or files, YAML texts by name' })
  const merged = files === undefined ? { content: content!, fileOf: new Map<string, string>() } : mergedFiles(files)
  const outcome = compilePack(merged.content)
  if (isFaulty(outcome)) throw new RefusedError(refusePack('PackFaulty', { errors: outcome.map((fault) => errorOf(fault, merged)) }))
  return outcome
}

const mergedFiles = (files: Readonly<Record<string, string>>): MergedPack => {
  const noText = Object.entries(files).find(([, text]) => typeof text !== 'string')
  if (noText) throw new ProblemError('InvalidRequest', { detail: `files: ${noText[0]} must be the text of a YAML file` })
  try {
    return mergePack(files)
  } catch (error) {
    if (error instanceof PolicyDataError) throw new RefusedError(refusePack('PackFaulty', { errors: [{ pointer: '', messages: [error.message] }] }))
    throw error
  }
}

/** As every refused field is told: where (RFC 6901) and what; with the file that it stands in. */
const errorOf = ({ path, text }: PackFault, { fileOf }: MergedPack) => {
  const file = fileOf.get(path[0] ?? '')
  return { pointer: path.map((part) => `/${part.replaceAll('~', '~0').replaceAll('/', '~1')}`).join(''), messages: [text], ...(file ? { file } : {}) }
}
