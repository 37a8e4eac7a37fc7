/** Whether a payee has the payer's name; UNKNOWN when nobody told the payer's. */
export const SAME_NAME = ['YES', 'NO', 'UNKNOWN'] as const
export type SameName = (typeof SAME_NAME)[number]

/** Compared as written by hand, by a phone and by a bank: full width, case, blanks and the dots inside names make no difference. */
export const sameName = (payer: string | undefined, payee: string): SameName =>
  payer === undefined ? 'UNKNOWN' : plain(payer) === plain(payee) ? 'YES' : 'NO'

const plain = (name: string): string => name.normalize('NFKC').toLowerCase().replace(/[\s.·•‧∙・･⋅]/gu, '')
