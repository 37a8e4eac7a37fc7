import { Inject } from '@nestjs/common'
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import { AggregateStore, type Executed } from '@recourse/event-store'
import { decideAs, isRefusal, uuidv5, type Clock, type Refusal } from '@recourse/kernel'
import { CLOCK, LOGGER, ProblemError, type Caller, type Logger } from '@recourse/platform'
import { refundCaseStream, type AttachEvidence } from '@recourse/refund-case'
import { REFUND_CASE, type RefundCaseDecider } from '../../domain.js'
import { EvidenceFiles, inspectFile, type StoredFile } from '../../evidence-files.js'
import { MALWARE_SCANNER, ScannerUnavailable, type MalwareScanner } from '../../malware-scanner.js'
import { refuse } from '../../refusals.js'
import type { AttachEvidenceDto } from './attach-evidence.dto.js'

export interface AttachEvidenceOutcome {
  readonly outcome: Executed | Refusal
  readonly evidence?: StoredFile & { readonly evidenceId: string }
}

export class AttachEvidenceCommand extends Command<AttachEvidenceOutcome> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: AttachEvidenceDto, readonly content: Buffer) {
    super()
  }
}

@CommandHandler(AttachEvidenceCommand)
export class AttachEvidenceHandler implements ICommandHandler<AttachEvidenceCommand> {
  constructor(
    private readonly aggregates: AggregateStore,
    private readonly files: EvidenceFiles,
    @Inject(MALWARE_SCANNER) private readonly scanner: MalwareScanner,
    @Inject(REFUND_CASE) private readonly decider: RefundCaseDecider,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /**
   * The file is durable before the event that names it: a crash in between leaves a file that nothing refers to, never an event without its file.
   * It is decided and checked for malware before too, so that whoever is refused leaves no file.
   */
  async execute({ caller, caseId, body: { kind, bodySite }, content }: AttachEvidenceCommand): Promise<AttachEvidenceOutcome> {
    const file = await inspectFile(content)
    if (isRefusal(file)) return { outcome: file }
    const stream = refundCaseStream(caller.tenant, caseId)
    const evidenceId = uuidv5(['evidence', caseId, kind, file.sha256, ...(bodySite ? [bodySite] : [])].join('/'))
    const command: AttachEvidence = { type: 'AttachEvidence', evidenceId, kind, ...(bodySite ? { bodySite } : {}), ...file, ...caller.commandContext(stream, this.clock.now()) }
    const { state, events } = await this.aggregates.load(this.decider, stream)
    const isRepetition = events.some(({ metadata }) => metadata.commandId === command.id)
    const decision = decideAs(this.decider, command, state)
    if (isRefusal(decision) && !isRepetition) return { outcome: decision }
    const infected = isRepetition ? undefined : await this.infectionOf(content)
    if (infected) return { outcome: infected }
    if (state.phase !== 'unopened') await this.files.store({ tenant: caller.tenant, person: state.customer }, content, file)
    return { outcome: await this.aggregates.execute(this.decider, stream, command), evidence: { evidenceId, ...file } }
  }

  /** @throws ProblemError ScannerUnavailable: what could not be checked is not taken. */
  private async infectionOf(content: Buffer): Promise<Refusal | undefined> {
    const { signature } = await this.scanner.scan(content).catch((error: unknown) => {
      if (!(error instanceof ScannerUnavailable)) throw error
      this.logger.error({ error: error.message }, 'malware scanner unavailable')
      throw new ProblemError('ScannerUnavailable')
    })
    return signature === undefined ? undefined : refuse('EvidenceInfected', { signature })
  }
}
