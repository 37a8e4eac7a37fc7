import { createHash } from 'node:crypto'
import { addMilliseconds, hashOf, money, sha256 } from '@recourse/kernel'
import type pg from 'pg'
import { boundsOfDay, CHINA_UTC_OFFSET_MIN } from '../../days.js'
import { RefundLedger, type LedgerMovement, type LedgerRefund, type LedgerTransaction } from '../../sandbox-kit/refund-ledger.js'
import { writeReturnFile, type InstructionResult, type ReturnResult } from '../return-file.js'
import type { TransferFile, TransferInstruction } from '../transfer-file.js'
import { behaviourOf, refusalCodes, type BehaviourName, type Fate } from './behaviours.js'
import { executesAt } from './business-day.js'
import type { Company } from './file-check.js'
import { BANK_SANDBOX_SCHEMA } from './migrate.js'

const DAY_MS = 86_400_000

/** How long a transfer that comes back stays with the payee's bank, or stays booked. */
const COMES_BACK_AFTER_MS: Readonly<Record<Fate, number>> = { 'is-bounced': 2 * DAY_MS, 'is-reversed': DAY_MS }

const COMES_BACK_AS: Readonly<Record<Fate, { readonly status: InstructionStatus; readonly result: ReturnResult; readonly code: string }>> = {
  'is-bounced': { status: 'bounced', result: 'BOUNCED', code: 'R3001' },
  'is-reversed': { status: 'reversed', result: 'REVERSED', code: 'R3002' },
}

/** `is-bounced` and `is-reversed` = carried out, and still to come back. */
type InstructionStatus = 'paid' | 'failed' | Fate | 'bounced' | 'reversed'

type Refund = LedgerRefund<InstructionStatus>
type Transaction = LedgerTransaction<InstructionStatus>

export interface BankRules extends Company {
  /** What the paying account holds at first, in fen. */
  readonly balance_minor: number
  /** Time of day in Beijing, in milliseconds after midnight, after which a file is worked off on the next day. */
  readonly cutOff_ms: number
  /** How long the bank takes to work a file off. */
  readonly settlesAfter_ms: number
}

export interface Account {
  readonly accountNo: string
  readonly accountName: string
  readonly behaviour?: BehaviourName | undefined
}

export interface Receipt {
  readonly fileNo: string
  readonly sha256: string
  readonly status: 'received' | 'executed'
}

interface LineRow {
  instruction_no: string
  amount_minor: string
  payee_digest: string
  refusal: string | null
  refused_once: boolean
  fate: Fate | null
}

const S = BANK_SANDBOX_SCHEMA

/** What happens at the bank, over a durable ledger. The kit's payment is the paying account: what it holds is what was paid in. */
export class BankLedger {
  private readonly ledger: RefundLedger<InstructionStatus>

  constructor(pool: pg.Pool, now: () => Date, private readonly rules: BankRules) {
    this.ledger = new RefundLedger(pool, S, now)
  }

  /** Opens an account, or opens it anew. */
  open({ accountNo, accountName, behaviour }: Account): Promise<void> {
    return this.ledger.transaction(async (transaction) => {
      await transaction.rows(
        `INSERT INTO ${S}.account VALUES ($1, $2, $3) ON CONFLICT (account_no) DO UPDATE SET account_name = excluded.account_name, behaviour = excluded.behaviour`,
        [accountNo, accountName, behaviour ?? null],
      )
    })
  }

  /** What goes wrong on the wire with a file that names these accounts. */
  async faultOf(accountNos: readonly string[]): Promise<ReturnType<typeof behaviourOf>['fault']> {
    return this.ledger.transaction(async (transaction) => {
      const rows = await transaction.rows<{ behaviour: string }>(`SELECT behaviour FROM ${S}.account WHERE account_no = ANY($1) AND behaviour IS NOT NULL`, [accountNos])
      return rows.map(({ behaviour }) => behaviourOf(behaviour).fault).find((fault) => fault !== undefined)
    })
  }

  /** Takes a file over. The same file again is the same; another one under its number is refused: undefined. */
  receive(file: TransferFile, bytes: Uint8Array): Promise<Receipt | undefined> {
    return this.ledger.transaction(async (transaction) => {
      await transaction.rows('SELECT pg_advisory_xact_lock(hashtext($1))', [`${S}.file/${file.fileNo}`])
      const hash = sha256(bytes)
      const known = await receiptOf(transaction, file.fileNo)
      if (known) return known.sha256 === hash ? known : undefined
      const due = executesAt(transaction.now, this.rules.cutOff_ms, this.rules.settlesAfter_ms)
      await transaction.rows(`INSERT INTO ${S}.file (file_no, sha256, executes_at) VALUES ($1, $2, $3)`, [file.fileNo, hash, due])
      for (const [index, instruction] of file.instructions.entries()) await this.noteLine(transaction, file.fileNo, index, instruction)
      return { fileNo: file.fileNo, sha256: hash, status: 'received' }
    })
  }

  receipt(fileNo: string): Promise<Receipt | undefined> {
    return this.ledger.transaction((transaction) => receiptOf(transaction, fileNo))
  }

  /** Sends back what is to come back, and works off every file whose time has come. */
  settleDue(): Promise<void> {
    return this.ledger.transaction(async (transaction) => {
      // One at a time: so the order of return files is the order in which they can be seen.
      await transaction.rows('SELECT pg_advisory_xact_lock(hashtext($1))', [`${S}.settle`])
      const due = await transaction.rows<{ file_no: string }>(
        `SELECT file_no FROM ${S}.file WHERE NOT is_executed AND executes_at <= $1 ORDER BY executes_at, file_no LIMIT 100`, [transaction.now],
      )
      for (const fate of ['is-bounced', 'is-reversed'] as const) await this.sendBack(transaction, fate)
      for (const { file_no } of due) await this.execute(transaction, file_no)
    })
  }

  /** Return files after a place in the list, oldest first. */
  returnsAfter(seq: number): Promise<{ seq: number; returnNo: string }[]> {
    return this.ledger.transaction(async (transaction) => {
      const rows = await transaction.rows<{ seq: string; return_no: string }>(`SELECT seq, return_no FROM ${S}.return_file WHERE seq > $1 ORDER BY seq LIMIT 100`, [seq])
      return rows.map((row) => ({ seq: Number(row.seq), returnNo: row.return_no }))
    })
  }

  returnFile(returnNo: string): Promise<string | undefined> {
    return this.ledger.transaction(async (transaction) =>
      (await transaction.rows<{ content: string }>(`SELECT content FROM ${S}.return_file WHERE return_no = $1`, [returnNo]))[0]?.content)
  }

  /** What moved on a day in Beijing. */
  movementsOf(day: string): Promise<LedgerMovement[]> {
    const { from, before } = boundsOfDay(day, CHINA_UTC_OFFSET_MIN)
    return this.ledger.movementsBetween(from, before)
  }

  movements(after: number): Promise<LedgerMovement[]> {
    return this.ledger.movements(after)
  }

  claimFault(fileNo: string, fault: string): Promise<boolean> {
    return this.ledger.claimFault(fileNo, fault)
  }

  check(): Promise<void> {
    return this.ledger.check()
  }

  private async noteLine(transaction: Transaction, fileNo: string, index: number, instruction: TransferInstruction): Promise<void> {
    const { instructionNo, accountName, accountNo, bankCode, amount_minor } = instruction
    const [account] = await transaction.rows<{ account_name: string; behaviour: string | null }>(`SELECT account_name, behaviour FROM ${S}.account WHERE account_no = $1`, [accountNo])
    const { refusedOnce = false, fate = null } = behaviourOf(account?.behaviour ?? null)
    await transaction.rows(`INSERT INTO ${S}.file_line VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`, [
      fileNo, index, instructionNo, amount_minor, hashOf([instructionNo, accountName, accountNo]), refusalOf(account, accountName, bankCode), refusedOnce, fate,
    ])
  }

  private async execute(transaction: Transaction, fileNo: string): Promise<void> {
    const lines = await transaction.rows<LineRow>(`SELECT * FROM ${S}.file_line WHERE file_no = $1 ORDER BY line_no`, [fileNo])
    const results: InstructionResult[] = []
    for (const line of lines) results.push(await this.carryOut(transaction, fileNo, line))
    await transaction.rows(`UPDATE ${S}.file SET is_executed = true WHERE file_no = $1`, [fileNo])
    await this.addReturn(transaction, fileNo, results)
  }

  /** One instruction number is paid once, whatever file it comes in: again, it is told as it was; with another amount or payee it is refused. */
  private async carryOut(transaction: Transaction, fileNo: string, line: LineRow): Promise<InstructionResult> {
    const { instruction_no: instructionNo, payee_digest } = line
    const amount_minor = Number(line.amount_minor)
    const account = await transaction.payment(this.rules.payerAccount, money(this.rules.balance_minor, 'CNY'))
    const known = await transaction.refund(instructionNo)
    const failed = (code: string): InstructionResult => ({ instructionNo, amount_minor, result: 'FAILED', code, serial: '', at: transaction.now })
    if (known && known.status !== 'failed') {
      const isSame = known.amount.minor === amount_minor && (await isCarriedOutTo(transaction, instructionNo, payee_digest))
      return isSame ? { instructionNo, amount_minor, result: 'PAID', code: '', serial: known.channelReference, at: known.createdAt } : failed(refusalCodes.numberUsed)
    }
    const refusal = line.refused_once && known?.failureCode === line.refusal ? null : line.refusal
    const code = refusal ?? (amount_minor > account.paid.minor - (await goneFrom(transaction, this.rules.payerAccount)) ? refusalCodes.balanceTooLow : null)
    const { payerAccount: paymentReference } = this.rules
    const refund: Refund = {
      outRefundNo: instructionNo, paymentReference, amount: money(amount_minor, 'CNY'), channelReference: serialOf(instructionNo), status: code ? 'failed' : (line.fate ?? 'paid'),
      failureCode: code, behaviour: null, timesQueried: 0, notifyUrl: null, createdAt: transaction.now, changedAt: transaction.now,
    }
    await this.save(transaction, refund)
    if (code) return failed(code)
    await transaction.rows(`INSERT INTO ${S}.carried_out VALUES ($1, $2, $3)`, [instructionNo, fileNo, payee_digest])
    await transaction.move(instructionNo, 'out')
    return { instructionNo, amount_minor, result: 'PAID', code: '', serial: refund.channelReference, at: transaction.now }
  }

  private async sendBack(transaction: Transaction, fate: Fate): Promise<void> {
    const { status, result, code } = COMES_BACK_AS[fate]
    for (const refund of await transaction.refundsIn(fate, addMilliseconds(transaction.now, -COMES_BACK_AFTER_MS[fate]))) {
      const { outRefundNo: instructionNo, amount, channelReference: serial } = refund
      await this.save(transaction, { ...refund, status, changedAt: transaction.now })
      await transaction.move(instructionNo, 'back')
      const [carriedOut] = await transaction.rows<{ file_no: string }>(`SELECT file_no FROM ${S}.carried_out WHERE instruction_no = $1`, [instructionNo])
      await this.addReturn(transaction, carriedOut!.file_no, [{ instructionNo, amount_minor: amount.minor, result, code, serial, at: transaction.now }])
    }
  }

  private async save(transaction: Transaction, refund: Refund): Promise<void> {
    // The kit keeps the amount of a number for ever, but a failed instruction may come again with another one.
    await transaction.rows(`UPDATE ${S}.refund SET amount_minor = $2, created_at = $3 WHERE out_refund_no = $1 AND status = 'failed'`, [refund.outRefundNo, refund.amount.minor, refund.createdAt])
    await transaction.save(refund)
  }

  private async addReturn(transaction: Transaction, fileNo: string, results: readonly InstructionResult[]): Promise<void> {
    const [last] = await transaction.rows<{ seq: string }>(`SELECT coalesce(max(seq), 0) AS seq FROM ${S}.return_file`, [])
    const returnNo = `R${String(Number(last!.seq) + 1).padStart(12, '0')}`
    const content = writeReturnFile({ customerNo: this.rules.customerNo, returnNo, fileNo, madeAt: transaction.now, results })
    await transaction.rows(`INSERT INTO ${S}.return_file (return_no, content) VALUES ($1, $2)`, [returnNo, content.toString('utf8')])
  }
}

/** The name has to be the account's to the letter. */
const refusalOf = (account: { account_name: string; behaviour: string | null } | undefined, accountName: string, bankCode: string): string | null => {
  if (!account) return refusalCodes.noSuchAccount
  if (account.account_name !== accountName) return refusalCodes.wrongName
  const { refusal } = behaviourOf(account.behaviour)
  return !refusal || (refusal === 'bankCodeMissing' && bankCode !== '') ? null : refusalCodes[refusal]
}

const receiptOf = async (transaction: Transaction, fileNo: string): Promise<Receipt | undefined> => {
  const [row] = await transaction.rows<{ sha256: string; is_executed: boolean }>(`SELECT sha256, is_executed FROM ${S}.file WHERE file_no = $1`, [fileNo])
  return row && { fileNo, sha256: row.sha256, status: row.is_executed ? 'executed' : 'received' }
}

const isCarriedOutTo = async (transaction: Transaction, instructionNo: string, digest: string): Promise<boolean> =>
  (await transaction.rows(`SELECT 1 FROM ${S}.carried_out WHERE instruction_no = $1 AND payee_digest = $2`, [instructionNo, digest])).length === 1

/** What has left an account, less what came back, in fen. */
const goneFrom = async (transaction: Transaction, payerAccount: string): Promise<number> => {
  const [row] = await transaction.rows<{ sum: string }>(
    `SELECT coalesce(sum(amount_minor), 0) AS sum FROM ${S}.refund WHERE payment_reference = $1 AND status IN ('paid', 'is-bounced', 'is-reversed')`, [payerAccount],
  )
  return Number(row!.sum)
}

/** The bank's own number of a movement (流水号), sixteen digits. */
const serialOf = (instructionNo: string): string =>
  String(BigInt(`0x${createHash('sha256').update(instructionNo).digest('hex')}`) % 10n ** 16n).padStart(16, '0')
