import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs'
import type { Executed } from '@recourse/event-store'
import type { Refusal } from '@recourse/kernel'
import type { Caller } from '@recourse/platform'
import { sameName } from '@recourse/refund-case'
import { RefundCases } from '../../domain.js'
import type { SignAgreementDto, SignerPayeeDto } from './sign-agreement.dto.js'

export class SignAgreementCommand extends Command<Executed | Refusal> {
  constructor(readonly caller: Caller, readonly caseId: string, readonly body: SignAgreementDto) {
    super()
  }
}

@CommandHandler(SignAgreementCommand)
export class SignAgreementHandler implements ICommandHandler<SignAgreementCommand> {
  constructor(private readonly cases: RefundCases) {}

  async execute({ caller, caseId, body: { documentSha256, acknowledgedClauses, payee } }: SignAgreementCommand): Promise<Executed | Refusal> {
    const personal = await this.cases.personal(caller, caseId, { payee: payee && payeeFields(payee) })
    const facts = payee ? { facts: { sameName: sameName(await this.cases.payerName(caller, caseId), payee.name) } } : {}
    return this.cases.send(caller, caseId, { type: 'SignAgreement', documentSha256, acknowledgedClauses, ...facts, ...personal })
  }
}

const payeeFields = ({ name, account, bankCode }: SignerPayeeDto): Record<string, string> => ({ name, account, ...(bankCode ? { bankCode } : {}) })
