import { itemsIn, listIn, passagesOf, type Content } from '../content.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'
import { normalised } from '../sentences.js'

const COMMERCIAL = /优惠|促销|特价|秒杀|满减|满赠|赠券|代金券|抢购|折扣|新品|推荐您?(购买|体验|升级)|\b(discounts?|promotions?|special offers?|coupons?|on sale|bargains?|new arrivals?)\b/u

const withoutConsent = (pack: Content): Hit[] =>
  itemsIn(pack, 'templates').filter(({ value }) => value.commercial === true && value.needsConsent !== true).map(({ path }) => ({ path: `${path}.needsConsent` }))

const disguised = (pack: Content): Hit[] =>
  itemsIn(pack, 'templates').filter(({ value }) => value.commercial !== true).flatMap(({ path, value }) =>
    passagesOf(value.text, `${path}.text`).filter(({ words }) => COMMERCIAL.test(normalised(words))).map((passage) => ({ path: passage.path })))

const SEPARATE_CONSENT = /单独同意|separate consent/u
const BODY_PHOTOS: readonly unknown[] = ['pre', 'post']

const demandsPhotos = (pack: Content): boolean =>
  itemsIn(pack, 'reasons').some(({ value }) => listIn(value.requiredEvidence).some((kind) => BODY_PHOTOS.includes(kind)))
  || itemsIn(pack, 'reviewItems').some(({ value }) => value.evidence === 'PRE_POST_PAIR')

const photosWithoutConsent = (pack: Content): Hit[] => {
  const told = itemsIn(pack, 'notices').flatMap(({ value }) => passagesOf(value.text, '')).some(({ words }) => SEPARATE_CONSENT.test(normalised(words)))
  return demandsPhotos(pack) && !told ? [{ path: 'notices' }] : []
}

/** What is sent to the customer, and what is asked of them. */
export const messageRules: readonly LintRule[] = [
  {
    id: 'commercial-without-consent', article: LAW.commercialMessage, severity: 'error', check: withoutConsent,
    text: { en: 'A commercial message goes only to whoever consented; set needsConsent to true', 'zh-CN': '商业性信息须经消费者同意方可发送;请将needsConsent设为true' },
  },
  {
    id: 'commercial-words', article: LAW.commercialMessage, severity: 'warning', check: disguised,
    text: { en: 'This message reads like advertising; mark it as commercial, or take the words out', 'zh-CN': '该消息含有商业性内容;请标明commercial或删除相关词语' },
  },
  {
    id: 'photos-without-consent', article: LAW.sensitiveData, severity: 'error', check: photosWithoutConsent,
    text: { en: 'Photos of the body are sensitive data: add a notice that says what they are for and asks for separate consent', 'zh-CN': '身体照片属于敏感个人信息:请增加说明用途并取得单独同意的告知' },
  },
]
