import type { Phrase } from '../phrase.js'

/** Right before the words they are denied: `不会以…`, `无需…`, `never say …`. */
export const DENIED = new RegExp([
  '(不|不会|不得|不应|不能|绝不|从不|并不|并非|不是|无需|无须|不必|禁止)(要求|视为|构成|意味着|代表|以|用|规定|约定|设置|声称|主张|作出|说)?(您|你|消费者|客户|会员|用户|顾客)?$',
  '\\b(not|never|cannot|without)\\s((say|state|claim|use|write|apply|a|an|the|to|require|ask|make|you|customers?)\\s)*$',
].join('|'), 'u')
const CALLED_VOID = /^[^,]{0,16}(无效|违法|不合法|void|unlawful|invalid)/u

/** Refuses whatever the case: no statement of the law reads like this. */
const EVERYTHING: readonly Phrase[] = [
  { says: /概不(予|接受|受理|办理)?退|一律不(予|可|能|得|再|接受|支持)?退|恕不(予|接受)?退|谢绝退(款|货|换)|不设退款|不退不换/, unlessAfter: DENIED, unlessBefore: CALLED_VOID },
  { says: /一经(售出|付款|支付|购买|下单|开通|激活)[^,]{0,8},?[^,]{0,4}不(予|可|能|得|再)?退/, unlessBefore: CALLED_VOID },
  { says: /(任何|一切|无论|不论)[^,]{0,14},?[^,]{0,6}不(予|可|能|得|再)?退(款|费|还|货|换)/, unlessAfter: DENIED },
  { says: /\bno refunds\b|\bno refund( (is|will be|shall be|can be) (given|made|granted|offered|paid)|$)|\bno money back\b/, unlessAfter: DENIED, unlessBefore: CALLED_VOID },
  { says: /\brefunds? (are|is) (not|never) (given|made|possible|available|offered|accepted|provided|granted|issued)\b/, unlessBefore: /^ (before|until)\b/ },
  { says: /\ball sales (are )?final\b|\bunder no circumstances\b[^,]{0,30}\brefund|\bnever (be )?refund/, unlessAfter: DENIED, unlessBefore: CALLED_VOID },
  { says: /\b(do not|does not|will not|dont|doesnt|wont) ((give|offer|make|grant|pay|accept|issue)( any)? refunds?|refund)\b/, unlessBefore: /^[^;]*\b(before|until|if|where|when|once|unless|after)\b/ },
]

const REFUSAL_ZH = /不予退(款|费|还|货|钱)?|不退(款|费|还|货|钱|(?=$|[,;]))|不(可|能|支持|接受|受理|办理|提供)退(款|费|还|货|钱)|无法退(款|费|还)|拒绝退(款|费|还)/
const REFUSAL_EN = /\bnon-? ?refundable\b|\b(cannot|can not|will not|may not) be refunded\b|\b(is|are) not refundable\b/

/** The words as a name (`不予退款的情形`, `全额、部分和不予退款`) or as a condition (`如原路不能退款`). */
const NAMED = /^(的|情形|情况|决定|结果|理由|原因|、|和|或|及|一律由|均由|由|应|须)/u
const LISTED = /(、|和|或|及|与|分为|包括|决定|可能|是否|不得|不会|如|若|如果|因|当|无法|不能)[^,]{0,6}$/u
/** One case among others, or a part: `…的,不予退款`, `已使用部分不予退款`. Down payments (定金) have a law of their own. */
const ONE_CASE_ZH = /的,[^,]{0,10}$|的[^,]{0,6}(部分|次数|服务|份额)[^,]{0,4}$|已(使用|消费|享用|接受|开封|拆封|兑付|完成|履行)[^,]{0,12}$|定金[^,]{0,6}$/u
const ONE_CASE_EN = /\b(if|where|when|once|unless|after|used|part|parts|portion|opened|custom-made)\b[^;]*$/u

const IN_GENERAL: readonly Phrase[] = [
  { says: REFUSAL_ZH, unlessAfter: new RegExp(`${LISTED.source}|${ONE_CASE_ZH.source}`, 'u'), unlessBefore: NAMED },
  { says: REFUSAL_EN, unlessAfter: ONE_CASE_EN, unlessBefore: /^[^;]*\b(if|where|when|once|unless|after|before|until)\b/ },
]

/** Repeats or follows a statute: such a sentence may say that a thing is not refunded. */
const BY_LAW = /依法|法定|(法律|法规|规定)[^,]{0,8}(规定|除外|不适用|情形)|by law|the law (says|gives|excludes|exempts)|statut/u

export const refusesEverything = (sentence: string): readonly Phrase[] => (BY_LAW.test(sentence) ? EVERYTHING : [...EVERYTHING, ...IN_GENERAL])

const PREPAID_ZH = /(预付款|预存|预收款|充值|储值|余额|押金|订金|会员费|会费|年费|课程费|学费|卡内|卡费|已付|剩余(款|金额|费用|课时|次数))/
const KEPT_ZH = /(不予退|概不退|一律不退|恕不退|不退|不可退|不能退|不得退|不返还|不予返还|作废|清零|归(本店|本公司|本机构|商家|商户|我们|我方|公司|平台|机构|门店)?所有)/
const PREPAID_EN = /\b(prepaid|prepayments?|balances?|deposits?|stored value|membership fees?|course fees?|credits?)\b/
const KEPT_EN = /(non-? ?refundable|not (be )?(refund|return|paid back|given back)|forfeit|\blapses?\b|\bexpires?\b|\b(is|are|be) lost\b|never (be )?(refund|return))/

export const KEEPS_PREPAYMENT: readonly Phrase[] = [
  { says: new RegExp(`${PREPAID_ZH.source}[^;]{0,18}?${KEPT_ZH.source}`, 'u'), unlessWithin: /(不|不会|不得|绝不)(作废|清零|归)|不得不退|已(使用|消费)|依法/u, unlessBefore: CALLED_VOID },
  { says: new RegExp(`${PREPAID_EN.source}[^;]{0,40}?${KEPT_EN.source}`, 'u'), unlessWithin: /\b(not|never|no|used)\b[^;]{0,8}(forfeit|lapse|expire|lost)|already used/u },
]
