import { isRefusal, type Decision } from '@recourse/kernel'
import type { ReadAgreement } from '../commands.js'
import { AgreementRead } from '../events/index.js'
import type { OpenedCase } from '../state.js'
import { agreementMeant, openSettlement, partyOf } from './settlement-guards.js'

/** Once a party: the first opening counts. */
export const readAgreement = (command: ReadAgreement, state: OpenedCase): Decision => {
  const settlement = openSettlement(state)
  if (isRefusal(settlement)) return settlement
  const party = partyOf(command, state)
  if (isRefusal(party)) return party
  const agreement = agreementMeant(settlement, command.documentSha256)
  if (isRefusal(agreement)) return agreement
  return agreement.readAt[party] ? [] : [AgreementRead({ party, documentSha256: agreement.documentSha256 })]
}
