import { itemsIn, passagesOf, type Content } from '../content.js'
import type { Hit, LintRule } from '../finding.js'
import { LAW } from '../law.js'
import { normalised, sentencesOf } from '../sentences.js'

const OWN_CAUSE_ZH = /因(您|用户|消费者|客户|会员|顾客|买方|乙方)[^,;]{0,12}(原因|过错|过失|有误|错误|责任)|(个人|自身)原因/u
const OWN_CAUSE_EN = /\b(your|the (customer|consumer|user|member)'?s?) (own )?(fault|cause|reason)s?\b|\bcaused by (you|the (customer|consumer|user|member))\b|\byou gave are wrong\b/u

/** The sentence is about what the customer did. */
export const blamesTheCustomer = (sentence: string): boolean => OWN_CAUSE_ZH.test(sentence) || OWN_CAUSE_EN.test(sentence)

const TAKES_AWAY = /不(予|再|会)?(退|返还|赔|承担|负责)|概不|一律不|恕不|免除|免责|丧失|失去|无权|\bnot (be )?(refund|liable|responsible|pay|return)|\bno (refund|liability|responsibility|claim)|\b(lose|loses|forfeit|forfeits|refuse)\b/u
const LEAVES_RIGHTS = new RegExp([
  '(不影响|不排除|不减损|不限制)[^。;]{0,24}(权利|权益|责任)', '(权利|权益)[^。;,]{0,6}不受影响', '法律[^。;]{0,12}除外', '仍(可|有权|享有)',
  'does not (affect|limit|exclude|waive)', 'not affected', '\\bremains?\\b', '(except|unless)[^.;]{0,20}\\blaw\\b', 'statutory rights?',
].join('|'), 'u')

const excludesRights = (words: string, isDisclaimer: boolean): boolean =>
  sentencesOf(words).some((sentence) => (isDisclaimer || blamesTheCustomer(sentence)) && TAKES_AWAY.test(sentence)) && !LEAVES_RIGHTS.test(normalised(words))

const check = (pack: Content): Hit[] =>
  ['clauses', 'notices', 'guides'].flatMap((key) => itemsIn(pack, key)).flatMap(({ path, value }) =>
    passagesOf(value.text, `${path}.text`).filter(({ words }) => excludesRights(words, value.disclaimer === true)).map(({ path: place }) => ({ path: place })))

/** What the customer caused may be named, and may stop the clock; it never takes away what the law gives. */
export const disclaimerRules: readonly LintRule[] = [{
  id: 'disclaimer-excludes-rights', article: LAW.formClause, severity: 'error', check,
  text: {
    en: 'A disclaimer may name the customer\'s own cause, but not take rights away: add that rights given by law are not affected',
    'zh-CN': '免责条款可以写明消费者自身原因,但不得排除其权利:请写明不影响消费者依法享有的权利',
  },
}]
