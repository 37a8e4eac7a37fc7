import { isInstant, money, sha256, step, type Instant, type Money } from '@recourse/kernel'
import { z } from 'zod'
import type { Unknown } from '../port.js'
import { parseJson } from '../text.js'
import { unknown, type BankHostClient, type BankTransferKeys, type GenuineAnswer } from './client.js'
import { codeBehind } from './errors.js'
import type { Resealed } from './reseal.js'
import type { Instruction, LedgerTransaction, TransferFileRecord, TransferLedger } from './ledger.js'
import { readReturnFile, type InstructionResult, type ReturnFile } from './return-file.js'
import { fileParts, isSignedBy, signed } from './signature.js'
import { writeTransferFile } from './transfer-file.js'

/** Few enough for a person to check one by one. */
export const INSTRUCTIONS_PER_FILE = 100

const CURRENCY = 'CNY'

export interface CutFile {
  readonly fileNo: string
  readonly sha256: string
  readonly instructions: readonly { readonly outRefundNo: string; readonly amount: Money }[]
}

/** `refused` = the bank has read the file and takes none of it. */
export type Delivery = { readonly outcome: 'delivered' } | { readonly outcome: 'refused'; readonly code: string } | Unknown

/** Whether the bank has a file; `absent` only when the bank itself says so. */
export type Presence = { readonly outcome: 'present' } | { readonly outcome: 'absent' } | Unknown

/** A file of the bank with the bank's signature of its bytes. */
export interface SignedFile {
  readonly content: Uint8Array
  readonly signature: string
}

export interface ListedReturn extends SignedFile {
  /** Its place in the bank's list. */
  readonly seq: number
}

/** What a return file says of one of our instructions, in our codes. */
export interface TransferResult {
  readonly outRefundNo: string
  readonly outcome: 'paid' | 'failed' | 'returned'
  readonly code?: string
}

export interface ReadReturn {
  readonly returnNo: string
  readonly fileNo: string
  readonly tenant: string
  readonly sha256: string
  readonly results: readonly TransferResult[]
}

export type ReturnFault = 'NOT_SIGNED_BY_BANK' | 'NOT_A_RETURN_FILE' | 'OTHER_COMPANY' | 'UNKNOWN_FILE' | 'RETURN_NO_REUSED'

const errorBody = z.object({ code: z.string().regex(/^[A-Z][A-Z0-9_]{2,63}$/) })
const receiptBody = z.object({ fileNo: z.string(), sha256: z.string() })
const returnList = z.object({ returns: z.array(z.object({ seq: z.number().int().positive(), returnNo: z.string().regex(/^[\w-]{1,64}$/) })) })

/** The part of the channel that people and policies work with: instructions become files, files go to the bank, return files come back. */
export class TransferOffice {
  constructor(private readonly ledger: TransferLedger, private readonly bank: BankHostClient, private readonly keys: BankTransferKeys) {}

  /** Seals payees and files with the current ledger key, where an older one was used. Nothing to do when there is one key only. */
  reseal(): Promise<Resealed> {
    return this.ledger.reseal()
  }

  queueOf(tenant: string): ReturnType<TransferLedger['queueOf']> {
    return this.ledger.queueOf(tenant)
  }

  /** Puts the oldest queued instructions of a tenant into a file. The same number again answers the same file; undefined when nothing is queued. */
  async cut(tenant: string, fileNo: string): Promise<CutFile | undefined> {
    // Whoever asks twice at once waits for themselves, and finds the file that they made meanwhile.
    return await this.cutBefore(fileNo) ?? await this.ledger.transaction('cut', (transaction) => this.cutNow(transaction, tenant, fileNo)) ?? this.cutBefore(fileNo)
  }

  /** Files that have waited for their checker since an instant or longer. */
  cutUntil(until: Instant): Promise<readonly { readonly fileNo: string; readonly tenant: string }[]> {
    return this.ledger.filesCutUntil(until)
  }

  /** The exact bytes that are to be approved, and our signature of them; undefined for a file that was freed before it left. */
  async file(fileNo: string): Promise<SignedFile | undefined> {
    const content = await this.ledger.contentOf(fileNo)
    return content && { content, signature: signed(this.keys.privateKey, fileParts(content)) }
  }

  /** The last four digits of the payees' accounts, by refund number. */
  async accountsOf(fileNo: string): Promise<ReadonlyMap<string, string>> {
    return new Map((await this.ledger.instructionsOf(fileNo)).map(({ outRefundNo, accountLast4 }) => [outRefundNo, accountLast4]))
  }

  /**
   * Sends an approved file, once it is recorded that it is on its way. One that may be there already is asked for by its number first, and only sent again, byte for byte the
   * same, when the bank does not know it.
   * @throws Error when the file is not the one that was approved, or was freed: then nothing is sent
   */
  async deliver(fileNo: string, approvedSha256: string): Promise<Delivery> {
    const content = await this.ledger.contentOf(fileNo)
    if (!content) throw new Error(`transfer file ${fileNo} is not there, or was freed and wiped: nothing was sent`)
    if (sha256(content) !== approvedSha256) throw new Error(`transfer file ${fileNo} is not what was approved: nothing was sent`)
    const before = await this.ledger.transaction('start', (transaction) => startSending(transaction, fileNo))
    if (before === 'sent') return { outcome: 'delivered' }
    if (before === 'sending') {
      const presence = await this.locate(fileNo)
      if (presence.outcome !== 'absent') return presence.outcome === 'present' ? { outcome: 'delivered' } : presence
    }
    return this.upload(fileNo, content)
  }

  /** Whether the bank has the file that an instruction is on its way in; undefined when it is in none, or the file is known to be there. */
  async locateInstruction(outRefundNo: string): Promise<Presence | undefined> {
    const instruction = await this.ledger.instruction(outRefundNo)
    const file = instruction?.status === 'batched' ? await this.ledger.file(instruction.fileNo!) : undefined
    return file?.status === 'sending' ? this.locate(file.fileNo) : undefined
  }

  /** Whether an instruction waits for people, or for its file: in none, or in one that is not known to be at the bank. */
  async isInHouse({ status, fileNo }: Pick<Instruction, 'status' | 'fileNo'>): Promise<boolean> {
    return status === 'queued' || (status === 'batched' && (await this.ledger.file(fileNo!))?.status !== 'sent')
  }

  /** Asks the bank whether it has a file that is on its way. */
  async locate(fileNo: string): Promise<Presence> {
    const answer = await this.bank.call('GET', `/files/${fileNo}`)
    if ('outcome' in answer) return answer
    if (answer.status === 404 && errorOf(answer) === 'FILE_UNKNOWN') return { outcome: 'absent' }
    const receipt = receiptBody.safeParse(parseJson(answer.body))
    if (answer.status !== 200 || !receipt.success) return unreadable(answer.status)
    await this.arrived(fileNo)
    return { outcome: 'present' }
  }

  /** What waits in the file is queued again; a file that never left is wiped. Only for a file that never went to the bank, or that the bank refused as a whole. */
  free(fileNo: string): Promise<void> {
    return this.ledger.transaction('free', async (transaction) => {
      const file = await transaction.file(fileNo)
      if (!file || file.status === 'freed') return
      if (file.status === 'sent') throw new Error(`transfer file ${fileNo} is at the bank: its instructions are not free`)
      await transaction.free(fileNo)
    })
  }

  /** The return files that the bank has made since the last ones that were read, oldest first. */
  async newReturns(): Promise<readonly ListedReturn[] | Unknown> {
    const answer = await this.bank.call('GET', `/returns?after=${await this.ledger.progress(this.keys.customerNo)}`)
    if ('outcome' in answer) return answer
    const list = returnList.safeParse(parseJson(answer.body))
    if (answer.status !== 200 || !list.success) return unreadable(answer.status)
    const files: ListedReturn[] = []
    for (const { seq, returnNo } of list.data.returns) {
      const file = await this.bank.call('GET', `/returns/${returnNo}`)
      if ('outcome' in file) return file
      if (file.status !== 200) return unreadable(file.status)
      files.push({ seq, content: file.body, signature: file.fileSignature })
    }
    return files
  }

  /** A listed return file is done with. */
  doneWith({ seq }: ListedReturn): Promise<void> {
    return this.ledger.advance(this.keys.customerNo, seq)
  }

  /** Whose file a return file is about, without taking anything over from it. */
  async inspect({ content, signature }: SignedFile): Promise<{ readonly file: ReturnFile; readonly tenant: string } | ReturnFault> {
    if (!isSignedBy(this.keys.bankPublicKey, signature, fileParts(content))) return 'NOT_SIGNED_BY_BANK'
    const file = parsed(content)
    if (!file) return 'NOT_A_RETURN_FILE'
    if (file.customerNo !== this.keys.customerNo) return 'OTHER_COMPANY'
    const sent = isUuid(file.fileNo) ? await this.ledger.file(file.fileNo) : undefined
    return sent ? { file, tenant: sent.tenant } : 'UNKNOWN_FILE'
  }

  /** Takes over what the bank says has become of its instructions; a return file that was read before changes nothing. */
  async read(signedFile: SignedFile): Promise<ReadReturn | ReturnFault> {
    const inspected = await this.inspect(signedFile)
    if (typeof inspected === 'string') return inspected
    const { file, tenant } = inspected
    const { returnNo, fileNo } = file
    const hash = sha256(signedFile.content)
    return this.ledger.transaction('read', async (transaction) => {
      await transaction.file(fileNo)
      const known = await transaction.keepReturn({ returnNo, fileNo, sha256: hash, ...signedFile })
      if (known !== undefined && known !== hash) return 'RETURN_NO_REUSED'
      // A file that came back was at the bank, whatever became of the answer to it.
      await transaction.setFile(fileNo, 'sent')
      const results: TransferResult[] = []
      for (const result of file.results) results.push(...(await takeOver(transaction, fileNo, result)))
      return { returnNo, fileNo, tenant, sha256: hash, results }
    })
  }

  private async cutBefore(fileNo: string): Promise<CutFile | undefined> {
    const file = await this.ledger.file(fileNo)
    if (!file || file.status === 'freed') return undefined
    const instructions = await this.ledger.instructionsOf(fileNo)
    return cutFileOf(file, instructions.map(({ outRefundNo, amount }) => ({ outRefundNo, amount })))
  }

  private async cutNow(transaction: LedgerTransaction, tenant: string, fileNo: string): Promise<CutFile | undefined> {
    const queued = await transaction.queued(tenant, INSTRUCTIONS_PER_FILE)
    if (queued.length === 0 || await transaction.file(fileNo)) return undefined
    const instructions = queued.map(({ instruction: { outRefundNo, amount }, payee: { accountName, accountNo, bankCode = '' }, remark }) =>
      ({ instructionNo: outRefundNo, accountName, accountNo, bankCode, amount_minor: amount.minor, remark }))
    const content = writeTransferFile({ customerNo: this.keys.customerNo, payerAccount: this.keys.payerAccount, fileNo, instructions })
    const file = { fileNo, tenant, sha256: sha256(content) }
    await transaction.addFile(file, content, instructions.map(({ instructionNo }) => instructionNo))
    return cutFileOf(file, instructions.map(({ instructionNo, amount_minor }) => ({ outRefundNo: instructionNo, amount: money(amount_minor, CURRENCY) })))
  }

  private async upload(fileNo: string, content: Buffer): Promise<Delivery> {
    const answer = await step('transfer.upload', () => this.bank.call('POST', `/files/${fileNo}`, content))
    if ('outcome' in answer) return answer
    const receipt = receiptBody.safeParse(parseJson(answer.body))
    if (answer.status === 202 && receipt.success) {
      if (receipt.data.sha256 !== sha256(content)) return unknown('unreadable-answer', 'the bank confirms another file')
      await this.arrived(fileNo)
      return { outcome: 'delivered' }
    }
    const code = errorOf(answer)
    if (!code) return unreadable(answer.status)
    // Only a file that the bank has read and does not take is refused; whatever else it does not like, such as our signature, is put right and the file sent again.
    return answer.status === 422 ? { outcome: 'refused', code } : unknown('server-error', code)
  }

  private arrived(fileNo: string): Promise<void> {
    return this.ledger.transaction('arrive', async (transaction) => {
      const file = await transaction.file(fileNo)
      if (file?.status === 'sending') await transaction.setFile(fileNo, 'sent')
    })
  }
}

/** What the file was before. Committed before a byte leaves. */
const startSending = async (transaction: LedgerTransaction, fileNo: string): Promise<'cut' | 'sending' | 'sent'> => {
  const file = await transaction.file(fileNo)
  if (!file || file.status === 'freed') throw new Error(`transfer file ${fileNo} was freed: nothing was sent`)
  if (file.status === 'cut') await transaction.setFile(fileNo, 'sending')
  return file.status
}

/**
 * What the bank says of an instruction, in whatever order its files are read: money that was paid is a fact in any of them, a failure counts only in the file where the
 * instruction still waits. Nothing about numbers that are not ours: reconciliation finds those in the statement.
 */
const takeOver = async (transaction: LedgerTransaction, fileNo: string, result: InstructionResult): Promise<TransferResult[]> => {
  const { instructionNo: outRefundNo, result: said, code: bankCode, at } = result
  const known = await transaction.instruction(outRefundNo)
  if (!known || !isInstant(at)) return []
  if (said === 'FAILED') {
    if (known.status === 'batched' && known.fileNo === fileNo) await transaction.failed(outRefundNo, bankCode)
    return [{ outRefundNo, outcome: 'failed', code: codeBehind(bankCode) }]
  }
  const isReturned = known.status === 'returned'
  if (!isReturned && known.status !== 'paid') await transaction.paid(outRefundNo, result)
  if (said === 'PAID') return [isReturned ? { outRefundNo, outcome: 'returned', code: codeBehind(known.bankCode!) } : { outRefundNo, outcome: 'paid' }]
  if (!isReturned) await transaction.returned(outRefundNo, bankCode, at)
  return [{ outRefundNo, outcome: 'returned', code: codeBehind(bankCode) }]
}

const cutFileOf = ({ fileNo, sha256: hash }: Pick<TransferFileRecord, 'fileNo' | 'sha256'>, instructions: CutFile['instructions']): CutFile =>
  ({ fileNo, sha256: hash, instructions })

const parsed = (content: Uint8Array): ReturnFile | undefined => {
  try {
    return readReturnFile(content)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return undefined
  }
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

const errorOf = ({ body }: GenuineAnswer): string | undefined => errorBody.safeParse(parseJson(body)).data?.code

const unreadable = (status: number): Unknown => unknown('unreadable-answer', `HTTP ${status} with a body of another shape`)
