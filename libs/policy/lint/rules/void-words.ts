import type { Phrase } from '../phrase.js'
import { DENIED } from './refusing-words.js'

const SHOP_BEFORE = /(我们|我方|经营者|商家|商户|机构|本店|本公司|平台|门店|甲方|we|the (shop|seller|operator|clinic|platform|club))[^,;]{0,6}$/u
const SHOP = /我们|我方|经营者|商家|商户|机构|本店|本公司|平台|甲方/u
const CUSTOMER_ZH = '(消费者|客户|会员|顾客|用户|学员|患者|您|乙方|买方)'
const CUSTOMER_EN = '\\b(you|customers?|consumers?|members?|clients?|users?|patients?|buyers?)\\b'
const MAY_NOT_EN = '\\b(may not|cannot|can not|shall not|must not|will not|agrees? not to|(have|has) no right to|(is|are) not (entitled|allowed) to)\\b'
const HINDER = /阻止|妨碍|妨害|限制|阻碍|拒绝|干扰|因|影响|\b(prevent|stop|hinder|keep|restrict)\b/u

export const EXCLUDES_RESCISSION: readonly Phrase[] = [
  { says: new RegExp(`${CUSTOMER_ZH}[^,;]{0,10}(不得|无权|不可|不能|不享有)[^,;]{0,10}(解除|撤销|退出|终止|退卡)`, 'u'), unlessWithin: SHOP },
  { says: /(不得|不可|不能|无权)(单方|单方面|提前|中途|任意|以任何理由)?(要求)?(解除|终止|撤销)(本)?(合同|协议|服务|会籍|课程)/, unlessAfter: SHOP_BEFORE },
  { says: /放弃[^,;]{0,12}(解除|撤销|退款|退货|退费|返还)/, unlessAfter: DENIED },
  { says: new RegExp(`${CUSTOMER_EN}[^,;]{0,20}${MAY_NOT_EN}[^,;]{0,30}\\b(rescind|terminate|cancel|withdraw)\\b`, 'u') },
  { says: /\bwaives?\b[^,;]{0,40}\b(rescind|rescission|terminate|cancel|cancellation|refund|return)\b/, unlessAfter: DENIED },
]

export const WAIVES_DISPUTE: readonly Phrase[] = [
  { says: /(放弃|不得|无权|不可|承诺不|保证不|同意不)[^,;]{0,10}(起诉|诉讼|仲裁|投诉|举报|维权|申诉|索赔)/, unlessAfter: new RegExp(`${DENIED.source}|${SHOP_BEFORE.source}`, 'u'), unlessWithin: HINDER },
  { says: new RegExp(`${CUSTOMER_EN}[^,;]{0,20}${MAY_NOT_EN}[^,;]{0,20}\\b(sue|complain|go to court|claim|report us|arbitrate)`, 'u'), unlessWithin: HINDER },
  { says: /\bwaives?\b[^,;]{0,40}\b(sue|court|complain|complaint|complaints|claims?|arbitration|legal action)\b/, unlessAfter: DENIED },
]

export const FINAL_INTERPRETATION: readonly Phrase[] = [
  { says: /最(终|后)解释权|解释权[^,;]{0,4}(归|属)|保留[^,;]{0,6}解释权/, unlessAfter: /(不享有|不保留|没有|无|不主张)[^,;]{0,6}$/u },
  { says: /\b(final|sole|ultimate|exclusive)\b[^,;]{0,20}\binterpret|\bright of interpretation\b/, unlessAfter: DENIED },
]

const NO_LIABILITY_ZH = '(不承担|概不负责|不负责|不负|免责|免除|自负|自行承担|自担|后果自理|与(我们|我方|本店|本机构|本公司)无关)'
const INJURY_ZH = '(人身|受伤|伤亡|身体|死亡|伤残|医疗事故|不良反应|过敏|健康损害)'
const NOT_FREED = /不(能|会|得)?免除|不免责|并不免除/u

export const LIMITS_INJURY_LIABILITY: readonly Phrase[] = [
  { says: new RegExp(`${INJURY_ZH}[^;]{0,20}${NO_LIABILITY_ZH}`, 'u'), unlessWithin: NOT_FREED },
  { says: new RegExp(`${NO_LIABILITY_ZH}[^,;]{0,16}${INJURY_ZH}`, 'u'), unlessWithin: NOT_FREED, unlessAfter: /(不|不能|不会|不得)$/u },
  { says: /\b(not|no) (be )?(liable|liability|responsible|responsibility)\b[^;]{0,40}\b(injur|bodily|personal harm|death|health|adverse reaction)/, unlessWithin: /\blimit/u },
  { says: /\b(injur\w*|death|adverse reactions?)\b[^;]{0,40}\b(at your own risk|not (be )?(liable|responsible)|no liability)/ },
]

export const FORBIDS_TRANSFER: readonly Phrase[] = [
  { says: /(会员|会籍|卡|课程|权益|余额|合同)[^,;]{0,6}(不得|不可|不能|禁止|概不)(以任何[^,;]{0,4})?转(让|赠|卖)/, unlessAfter: SHOP_BEFORE },
  { says: /\b(memberships?|cards?|courses?|contracts?|balances?)\b[^,;]{0,20}\b(non-?transferable|(cannot|may not|must not) be (transferred|passed on))/ },
]

export const KEEPS_LOST_CARDS: readonly Phrase[] = [
  { says: /(遗失|丢失|毁损)[^;]{0,8}(不补|概不补|不予补|不挂失|作废)/ },
  { says: /\blost\b[^;]{0,20}\b(cards?|vouchers?)\b[^;]{0,30}(not (be )?replaced|no replacement)|\bno replacement\b[^;]{0,20}\blost\b/ },
]

export const CHANGES_ALONE: readonly Phrase[] = [
  {
    says: /(我们|我方|本店|本公司|本机构|商家|商户|平台|门店|机构|经营者)[^,;]{0,6}(有权|可|可以|保留)[^,;]{0,10}(单方|随时|自行|不经通知)[^,;]{0,10}(变更|调整|修改|更改|提高|取消)/,
    unlessWithin: /不(可|得|能|会)|无权/u,
  },
  { says: /\bwe\b[^,;]{0,20}\b(may|can|reserve the right to)\b[^,;]{0,20}\b(change|alter|adjust|raise|modify)\b[^,;]{0,40}\b(at any time|without notice|alone)\b/ },
]

export const DEDUCTS_COMMISSION: readonly Phrase[] = [
  { says: /(扣除|扣减|减去|扣|收取)[^,;]{0,12}(提成|佣金)/, unlessAfter: /(不|不得|不会|不再|绝不|从不|无权)$/u },
  { says: /(提成|佣金)[^,;]{0,6}(从|在|由)?[^,;]{0,8}(扣除|扣减|抵扣)/, unlessWithin: /(不|不得|不会|不再|绝不|从不|不予)[^,;]{0,8}(扣|抵)/u },
  { says: /\b(deduct|less|minus|withhold|subtract)\w*\b[^,;]{0,30}\bcommissions?\b/, unlessAfter: DENIED },
  { says: /\bcommissions?\b[^,;]{0,20}\b(is|are|will be|shall be) (deducted|withheld|subtracted)/ },
]

export const PAYS_IN_PARTS: readonly Phrase[] = [
  { says: /分(期|次|批)[^,;]{0,8}(退|返还)/, unlessAfter: /(不|不得|不会|绝不)$/u },
  { says: /(退款|退费|返还)[^,;]{0,10}分(期|次|批)/, unlessWithin: /(不|不得|不会|绝不)分/u },
  { says: /\brefund\w*\b[^;]{0,40}\bin (several |monthly )?(instal?lments|parts|stages)\b/, unlessWithin: /\b(not|never)\b/u },
]

const FEW_DAYS = '(?<![\\d一二三四五六七八九十])(([1-9]|[1-9]\\d|1[0-5]\\d)小时|[1-6一二三四五六两](个)?(日|天))(内|之内|以内)'

/** Seven days stand in the law for returns without a reason and for defects; whoever must complain within hours loses them. */
export const SHORTENS_WINDOW: readonly Phrase[] = [
  { says: new RegExp(`${FEW_DAYS}[^;]{0,16}无理由`, 'u') },
  { says: new RegExp(`(质量|瑕疵|破损|缺陷)[^;]{0,20}${FEW_DAYS}[^;]{0,30}(逾期|过期|超过|超时|不予|不再|视为)`, 'u') },
  { says: new RegExp(`${FEW_DAYS}[^;]{0,20}(质量|瑕疵|破损|缺陷)[^;]{0,20}(逾期|过期|超过|超时|不予|不再|视为)`, 'u') },
  { says: /\bwithin (\d|[1-9]\d|1[0-5]\d) hours\b[^;]{0,60}\b(defects?|faulty|quality)\b[^;]{0,40}\b(later|no longer|otherwise|too late)\b/ },
  { says: /\bwithin ([1-6]|one|two|three|four|five|six) days\b[^;]{0,40}\bwithout (giving )?(a |any )?reasons?\b/ },
]
