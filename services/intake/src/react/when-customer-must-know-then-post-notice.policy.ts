import { definePolicy, type Policy } from '@recourse/event-flow'
import type { EventCodec } from '@recourse/event-store'
import { uuidv5, type RecordedEvent } from '@recourse/kernel'
import { renderMessage, templateOf, type MessageTone, type PackCatalogue } from '@recourse/policy'
import {
  AgreementDrafted, AppealDecided, EvidenceRequested, OfferCountered, OfferMade, PayoutConfirmed, PayoutFailed, PayoutReturned, PayoutSubmitted, RefundApproved, RefundRefused, type OpenedCase,
} from '@recourse/refund-case'
import type { RefundCaseDecider } from '../domain.js'
import { messageSalt } from '../message-salt.js'
import { noticeOf } from './notice-of.js'

export const POST_NOTICE = 'when-customer-must-know-then-post-notice'

/** What was decided, offered, asked for or sent is told to the customer in the thread of the case, in the words of its pack, once an event. */
export const whenCustomerMustKnowThenPostNotice = (decider: RefundCaseDecider, packs: PackCatalogue, codec: Pick<EventCodec, 'open' | 'fingerprint'>): Policy =>
  definePolicy({
    name: POST_NOTICE,
    events: [RefundApproved, RefundRefused, EvidenceRequested, OfferMade, OfferCountered, AgreementDrafted, PayoutFailed, PayoutSubmitted, PayoutConfirmed, PayoutReturned, AppealDecided],
    // Nobody can be told any more.
    stale: ['PersonErased'],
    effect: async (event, execution) => {
      const { state, events } = await execution.load(decider, event.stream)
      if (state.phase === 'unopened') throw new Error(`${event.stream} has ${event.type} without having been opened`)
      const pack = await packs.refundPack(event.metadata.tenant, state.pack.id, state.pack.version)
      const explanation = (await codec.open(event))?.explanation as string | undefined
      const notice = noticeOf(event, state, pack, explanation)
      const template = notice && !(notice.kind === 'money-sent' && wasToldBefore(event, events)) && templateOf(pack, notice.kind, toneFor(state))
      if (!template) return
      const messageId = uuidv5(`${event.id}/notice`)
      const salt = await messageSalt(codec, event.metadata.tenant, state.customer, messageId)
      if (!salt) return
      await execution.execute(decider, event.stream, {
        type: 'PostNotice', messageId, template: { kind: template.kind, version: template.version },
        personal: { person: state.customer, fields: { text: renderMessage(template, notice.values), salt } },
      })
    },
  })

/** Of money that the channel had taken over, its confirmation is no second news unless receipt is asked. */
const wasToldBefore = ({ type, data }: RecordedEvent<string, object>, events: readonly RecordedEvent[]): boolean =>
  type === PayoutConfirmed.type && events.some((earlier) => earlier.type === PayoutSubmitted.type && payoutNoOf(earlier.data) === payoutNoOf(data))

const payoutNoOf = (data: unknown): number => (data as { payoutNo: number }).payoutNo

/** Whoever is upset is told the same in gentler words (MB46). */
const toneFor = ({ mood }: OpenedCase): MessageTone | undefined => (mood === 'UPSET' || mood === 'ANGRY' ? 'GENTLE' : undefined)
