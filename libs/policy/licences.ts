import type { Instant } from '@recourse/kernel'
import type { Pack } from './pack-schema.js'
import { shanghaiDay } from './working-days.js'

export type Licence = Pack['operator']['licences'][number]

/** Licences of the operator behind a pack whose last day in Asia/Shanghai has passed. A case may still be opened: the customer's rights do not lapse with them. */
export const expiredLicences = ({ operator }: Pick<Pack, 'operator'>, at: Instant): Licence[] => operator.licences.filter(({ validUntil }) => validUntil < shanghaiDay(at))
