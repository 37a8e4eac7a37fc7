import { defineRefusals } from '@recourse/kernel';
/** What only this door can refuse; everything else is refused by the deciders. */
export const refuse = defineRefusals({
    UnknownRefundCase: { kind: 'invalid', en: 'This customer has no such refund case', zh: '该客户没有此退款单' },
    CustomerMissing: { kind: 'invalid', en: 'Say whose complaint it is: customerId or caseId', zh: '请填写投诉人(customerId)或相关退款单(caseId)' },
});
//# sourceMappingURL=refusals.js.map