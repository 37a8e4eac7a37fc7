import { money, type Instant } from '@recourse/kernel'
import type pg from 'pg'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../days.js'
import { failureOf, type ChannelErrorCode } from '../error-messages.js'
import {
  isRefundNumber, type ChannelRules, type Failed, type Failure, type PayeeDetails, type PaymentChannel, type RefundAnswer, type RefundKey, type RefundRequest, type RefundStatus,
  type StatementLine, type StatementNotReady, type Unknown,
} from '../port.js'
import { parseJson } from '../text.js'
import { BankHostClient, unknown, type BankTransferKeys } from './client.js'
import { decideInstruction, returnFailureOf, type InstructionFacts } from './decide-instruction.js'
import { failureBehind } from './errors.js'
import { TransferLedger, type Instruction } from './ledger.js'
import { TransferOffice } from './office.js'
import { payeeFault, writtenForBank } from './payee.js'
import { PayeeVault } from './payee-vault.js'
import { fileParts, isSignedBy } from './signature.js'
import { readStatementFile, type StatementMovement } from './statement-file.js'

/** What the payee's bank shows (附言); the bank's file has no room for more. */
const REMARK_LIMIT = 60

export interface BankTransferChannelOptions {
  readonly url: string
  readonly keys: BankTransferKeys
  /** 32 bytes each; the first seals payees and files in the ledger, the others open what they sealed before. */
  readonly ledgerKeys: readonly Buffer[]
  /** Where the ledger's tables are (`bankTransferMigrations`). */
  readonly pool: pg.Pool
  /** How long to wait for the bank's host before an outcome is `unknown`; default 10,000. */
  readonly timeout_ms?: number
  readonly now?: () => Instant
}

/**
 * Bank transfer by file. `refund` takes an instruction over into a ledger of its own and pays nothing: a person puts what is queued into a file, another approves its exact bytes, and
 * only then it goes to the bank (`office`). What became of it comes back in return files.
 *
 * Its reference is our own refund number, because that is what the bank pays only once, whatever file it comes in.
 */
export class BankTransferChannel implements PaymentChannel {
  readonly name = 'bank-transfer'
  readonly rules: ChannelRules = {
    minimumSpacing_ms: 0, maxRefundsPerPayment: null, window_days: null, statementUtcOffset_min: CHINA_UTC_OFFSET_MIN, refundsPerSecond: 50, queriesPerSecond: 50, tellsReturns: true,
  }
  readonly office: TransferOffice
  readonly #ledger: TransferLedger
  readonly #vault: PayeeVault
  readonly #bank: BankHostClient
  readonly #keys: BankTransferKeys

  constructor({ url, keys, ledgerKeys, pool, timeout_ms = 10_000, now = () => new Date().toISOString() }: BankTransferChannelOptions) {
    this.#vault = new PayeeVault(ledgerKeys)
    this.#ledger = new TransferLedger(pool, this.#vault, now)
    this.#bank = new BankHostClient({ url, keys, timeout_ms })
    this.#keys = keys
    this.office = new TransferOffice(this.#ledger, this.#bank, keys)
  }

  async refund(request: RefundRequest): Promise<RefundAnswer> {
    assertRefundNumber(request)
    if (!request.tenant) throw new RangeError('a bank transfer needs the tenant whose people cut and approve its file')
    if (request.amount.minor <= 0) return failed(failureOf('AMOUNT_NOT_POSITIVE'))
    const failure = await this.#enqueue({ ...request, tenant: request.tenant })
    if (failure) return failed(failure)
    const instruction = (await this.#ledger.instruction(request.outRefundNo))!
    return answerOf(instruction, await this.office.isInHouse(instruction))
  }

  async query(refund: RefundKey): Promise<RefundStatus> {
    assertRefundNumber(refund)
    const instruction = await this.#ledger.instruction(refund.outRefundNo)
    if (!instruction || instruction.paymentReference !== refund.paymentReference) return { outcome: 'not-found' }
    const presence = await this.office.locateInstruction(refund.outRefundNo)
    // A file that the bank does not have yet is sent to it again: its instructions are as good as there, and no other number may pay them.
    return presence?.outcome === 'unknown' ? presence : statusOf(instruction, await this.office.isInHouse(instruction))
  }

  async withdraw(refund: RefundKey): Promise<boolean> {
    assertRefundNumber(refund)
    return this.#ledger.transaction('withdraw', (transaction) => transaction.withdraw(refund.outRefundNo))
  }

  async statement(day: string): Promise<readonly StatementLine[] | StatementNotReady | Unknown> {
    boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    const answer = await this.#bank.call('GET', `/statements/${day}`)
    if ('outcome' in answer) return answer
    if (answer.status === 409 && (parseJson(answer.body) as { code?: unknown } | undefined)?.code === 'STATEMENT_NOT_READY') return { outcome: 'not-ready' }
    if (answer.status !== 200) return unknown('unreadable-answer', `HTTP ${answer.status} instead of a statement`)
    if (!isSignedBy(this.#keys.bankPublicKey, answer.fileSignature, fileParts(answer.body))) return unknown('unverified-answer', 'the statement is not signed by the bank')
    return linesOf(answer.body, day)
  }

  /** Why it is not taken over; undefined when it is, or was before. */
  #enqueue(request: RefundRequest & { readonly tenant: string }): Promise<Failure | undefined> {
    const { outRefundNo, reason } = request
    const payee = request.payee && writtenForBank(request.payee)
    return this.#ledger.transaction('queue', async (transaction) => {
      const paid = await transaction.payment(request)
      const known = await transaction.instruction(outRefundNo)
      const facts: InstructionFacts = {
        paid,
        known,
        committed_minor: await transaction.committed_minor(request),
        payee: payee && known ? this.#vault.compare(known.payeeDigest, payee, outRefundNo) : 'same',
        payeeFault: payee ? payeeFault(payee) : ('PAYEE_REQUIRED' satisfies ChannelErrorCode),
      }
      const decision = decideInstruction(facts, request)
      if (decision.kind === 'fail') return decision.failure
      const taken = decision.kind === 'repeat' || (await transaction.enqueue(request, payee as PayeeDetails, remarkOf(reason)))
      return taken ? undefined : failureOf('REFUND_NUMBER_REUSED')
    })
  }
}

const assertRefundNumber = ({ outRefundNo }: RefundKey): void => {
  if (!isRefundNumber(outRefundNo)) throw new RangeError(`not a refund number: ${outRefundNo}`)
}

const remarkOf = (reason: string): string => Array.from(reason.replaceAll(/\p{Cc}/gu, ' ')).slice(0, REMARK_LIMIT).join('')

const failed = (failure: Failure): Failed => ({ outcome: 'failed', ...failure })

const answerOf = (instruction: Instruction, isInHouse: boolean): RefundAnswer => {
  const status = statusOf(instruction, isInHouse)
  switch (status.outcome) {
    case 'succeeded':
    case 'failed':
      return status
    case 'returned':
      return failed(returnFailureOf(instruction))
    case 'pending':
      return { ...status, outcome: 'accepted' }
  }
}

const statusOf = (instruction: Instruction, isInHouse: boolean): Exclude<RefundStatus, { outcome: 'not-found' | 'abnormal' } | Unknown> => {
  const { outRefundNo: channelReference, settled, bankCode, returnedAt } = instruction
  switch (instruction.status) {
    case 'queued':
    case 'batched':
      return { outcome: 'pending', channelReference, ...(isInHouse && { queued: true }) }
    case 'paid':
      return { outcome: 'succeeded', channelReference, settledAt: settled!.at, amount: settled!.amount }
    case 'failed':
      return failed(failureBehind(bankCode!))
    case 'returned':
      return { outcome: 'returned', channelReference, returnedAt: returnedAt!, ...returnFailureOf(instruction) }
  }
}

const linesOf = (content: Buffer, day: string): readonly StatementLine[] | Unknown => {
  try {
    const statement = readStatementFile(content)
    return statement.day === day ? statement.movements.map(lineOf) : unknown('unreadable-answer', 'the statement is of another day')
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return unknown('unreadable-answer', error.message)
  }
}

const lineOf = ({ instructionNo, direction, amount_minor, at }: StatementMovement): StatementLine => ({
  kind: direction === 'OUT' ? 'refund' : 'return', outRefundNo: instructionNo, channelReference: instructionNo, amount: money(amount_minor, 'CNY'), at,
})
