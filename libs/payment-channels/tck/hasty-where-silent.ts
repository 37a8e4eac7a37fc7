import type { PaymentChannel } from '../port.js'

/**
 * A channel that waits only briefly where its sandbox never answers, the first sending of a payment whose reference ends with `timeout-before` or `timeout-after`, so that a
 * busy machine changes no outcome. Both are the same channel, with a long and a short time-out.
 */
export const hastyWhereSilent = (patient: PaymentChannel, hasty: PaymentChannel): PaymentChannel => {
  const sent = new Set<string>()
  return {
    name: patient.name,
    rules: patient.rules,
    ...(patient.notices && { notices: patient.notices }),
    query: (refund) => patient.query(refund),
    statement: (day) => patient.statement(day),
    refund: (request) => {
      const isSilent = /-timeout-(before|after)$/.test(request.paymentReference) && !sent.has(request.outRefundNo)
      sent.add(request.outRefundNo)
      return (isSilent ? hasty : patient).refund(request)
    },
  }
}
