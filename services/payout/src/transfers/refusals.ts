import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'
import type { ReturnFault } from '@recourse/payment-channels'

/** Why nothing can be done with transfers or with a return file; what a batch itself refuses stands in its library. */
export const transferRefusals = {
  NoBankTransfer: { kind: 'conflict', en: 'This installation pays no bank transfers: set BANK_TRANSFER_… first', zh: '系统未接入银行转账,请先配置 BANK_TRANSFER_…' },
  TransfersNotForTenant: { kind: 'conflict', en: 'Your organisation pays no bank transfers from here: set BANK_TRANSFER_TENANTS so that it does', zh: '贵机构未开通银行转账,请在 BANK_TRANSFER_TENANTS 中配置' },
  TransferFileWiped: { kind: 'not-found', en: 'This file never left and was wiped when it was rejected: its transfers went into another file', zh: '该转账文件未提交银行,驳回时已清除,其中转账已转入其他文件' },
  NotSignedByBank: { kind: 'invalid', en: 'The bank did not sign this file: fetch it and its signature from the bank again', zh: '该文件不是银行签名的文件,请从银行重新下载文件及其签名' },
  NotAReturnFile: { kind: 'invalid', en: 'This is not a return file of the bank', zh: '该文件不是银行回单文件' },
  OtherCompany: { kind: 'invalid', en: 'This return file is another company\'s', zh: '该回单文件属于其他企业' },
  UnknownTransferFile: { kind: 'not-found', en: 'The return file is about a file that was not sent from here', zh: '该回单文件对应的转账文件不是由本系统提交的' },
  ReturnNoReused: { kind: 'conflict', en: 'Another return file was read under this number: ask the bank', zh: '该回单文件编号已用于不同的文件,请联系银行核实' },
} as const satisfies Record<string, RefusalDefinition>

export const transferRefusal = defineRefusals(transferRefusals)

export const REFUSAL_OF_FAULT: Readonly<Record<ReturnFault, keyof typeof transferRefusals>> = {
  NOT_SIGNED_BY_BANK: 'NotSignedByBank',
  NOT_A_RETURN_FILE: 'NotAReturnFile',
  OTHER_COMPANY: 'OtherCompany',
  UNKNOWN_FILE: 'UnknownTransferFile',
  RETURN_NO_REUSED: 'ReturnNoReused',
}
