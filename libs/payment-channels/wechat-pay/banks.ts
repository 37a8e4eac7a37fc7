/**
 * The debit cards that WeChat Pay sends an abnormal refund to, by what a CNAPS bank code begins with. Source of the fifteen banks: its page on abnormal
 * refunds; the names come from its table of bank types.
 */
const bankTypes: Readonly<Record<string, string>> = {
  '102': 'ICBC_DEBIT',
  '103': 'ABC_DEBIT',
  '104': 'BOC_DEBIT',
  '105': 'CCB_DEBIT',
  '301': 'COMM_DEBIT',
  '302': 'CITIC_DEBIT',
  '303': 'CEB_DEBIT',
  '305': 'CMBC_DEBIT',
  '306': 'GDB_DEBIT',
  '307': 'PAB_DEBIT',
  '308': 'CMB_DEBIT',
  '309': 'CIB_DEBIT',
  '310': 'SPDB_DEBIT',
  '403': 'PSBC_DEBIT',
  '313332': 'NBCB_DEBIT',
}

export const servedBankTypes: readonly string[] = Object.values(bankTypes)

/** Undefined for a bank whose cards are not served. */
export const bankTypeOf = (bankCode: string): string | undefined => bankTypes[bankCode.slice(0, 6)] ?? bankTypes[bankCode.slice(0, 3)]
