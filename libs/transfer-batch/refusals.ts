import { defineRefusals, type RefusalDefinition } from '@recourse/kernel'

/** Everything a batch of transfers can refuse. Codes are stable. */
export const transferBatchRefusals = {
  NothingQueued: { kind: 'conflict', en: 'No transfer waits to be put into a file', zh: '当前没有待转账的退款' },
  BatchAlreadyCut: { kind: 'conflict', en: 'This batch is there already', zh: '该转账批次已生成' },
  UnknownBatch: { kind: 'not-found', en: 'There is no such batch of transfers', zh: '没有该转账批次' },
  CheckerIsMaker: { kind: 'forbidden', en: 'Who made the batch does not approve it: another person has to', zh: '制单人不得复核本人的转账批次,须由他人复核' },
  CheckerIsConcerned: { kind: 'forbidden', en: 'A payment in this batch is the checker\'s own, or was asked for or corrected by them: another person has to approve it', zh: '该批次含复核人本人的款项,或由其申请、更正过的付款,须由他人复核' },
  PaidEarlier: { kind: 'conflict', en: 'Money of this batch has left under an earlier number meanwhile: reject the batch, that payment is then taken out by itself', zh: '该批次中有款项已按先前的退款单号付出,请驳回该批次,系统将自动剔除该笔付款' },
  BatchAlreadyDecided: { kind: 'conflict', en: 'The batch was approved or rejected already', zh: '该转账批次已复核' },
  FileNotSeen: { kind: 'conflict', en: 'You have not looked at the file yet: download it, then approve the hash of what you were given', zh: '尚未下载核对转账文件,请先下载核对后再复核' },
  FileDiffers: { kind: 'conflict', en: 'This is not the hash of the batch\'s file: look at the file again, then approve what you have seen', zh: '所复核的文件哈希与该批次文件不一致,请重新核对文件后再复核' },
  FileChanged: { kind: 'conflict', en: 'The stored file is not the one that was made: nothing leaves, an engineer must look into it', zh: '存储的转账文件与生成时不一致,不得付款,请技术人员核查' },
  FileArchived: { kind: 'forbidden', en: 'More than 30 days after it was sent only auditors are given the file', zh: '提交银行超过30天的转账文件仅向审计人员提供' },
  BatchNotApproved: { kind: 'conflict', en: 'The batch was not approved, so it cannot have reached the bank', zh: '该转账批次未经复核,不可能已提交银行' },
  ReturnFileDiffers: { kind: 'conflict', en: 'Another return file was read under this number: ask the bank', zh: '该回单文件编号已用于不同的文件,请联系银行核实' },
} as const satisfies Record<string, RefusalDefinition>

export const refuse = defineRefusals(transferBatchRefusals)
