import { answerOf, type Caller, type Config } from '@recourse/platform'
import type { Licence } from '@recourse/policy'
import type { ProgressLinks } from '../../domain.js'
import type { OpeningWarning, RequestRefundAnswer } from './request-refund.dto.js'
import type { RequestRefundOutcome } from './request-refund.handler.js'

/** @throws RefusedError */
export const openedAnswer = (caller: Caller, { outcome, receiptSha256, expectedBy, expired = [] }: RequestRefundOutcome, links: ProgressLinks, config: Config): RequestRefundAnswer => {
  const answer = answerOf(outcome)
  const progressToken = links.tokenFor({ tenant: caller.tenant, id: answer.id })
  return {
    ...answer, caseId: answer.id, receiptSha256: receiptSha256!, progressToken, progressUrl: `${config.PUBLIC_URL ?? ''}/progress/${progressToken}`,
    expectedBy: expectedBy!, warnings: expired.map(licenceExpired),
  }
}

const licenceExpired = ({ kind, number, validUntil }: Licence): OpeningWarning => ({
  code: 'LicenceExpired', titles: { en: `A licence of the operator ran out on ${validUntil}: ${kind.en}`, 'zh-CN': `经营者的${kind['zh-CN']}已于${validUntil}到期` }, number, validUntil,
})
