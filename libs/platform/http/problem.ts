import type { Refusal, RefusalKind, Texts } from '@recourse/kernel'

/** Problems of the HTTP edge itself; refusals of the domain bring their own code and texts. */
const edgeProblems = {
  InvalidRequest: { status: 400, en: 'The request is not well formed', zh: '请求格式有误' },
  MalformedJson: { status: 400, en: 'The body is not valid JSON', zh: '请求体不是有效的 JSON' },
  IdempotencyKeyMissing: { status: 400, en: 'Send an Idempotency-Key header (any unique text, such as a UUID), so that a repeated request cannot act twice', zh: '请在请求头中提供 Idempotency-Key(任意唯一文本,例如 UUID),以免重复请求被执行两次' },
  IfMatchInvalid: { status: 400, en: 'If-Match takes the version as given in the ETag, for example "3"', zh: 'If-Match 应为 ETag 中的版本号,例如 "3"' },
  TokenMissing: { status: 401, en: 'Send a bearer token in the Authorization header', zh: '请在 Authorization 请求头中提供访问令牌' },
  SignatureInvalid: { status: 401, en: 'The signature is missing or does not hold', zh: '签名缺失或验证失败' },
  TokenInvalid: { status: 401, en: 'The bearer token is not valid', zh: '访问令牌无效' },
  RoleNotPermitted: { status: 403, en: 'Your role may not do this', zh: '您的角色无权执行此操作' },
  NotFound: { status: 404, en: 'Not found', zh: '未找到' },
  MethodNotAllowed: { status: 405, en: 'This address does not take that method', zh: '该地址不支持此请求方法' },
  NotAcceptable: { status: 406, en: 'There is no answer in a format that the Accept header allows', zh: '无法以 Accept 请求头所接受的格式返回' },
  PayloadTooLarge: { status: 413, en: 'The body is larger than allowed', zh: '请求体超过允许的大小' },
  UnsupportedMediaType: { status: 415, en: 'This content type is not supported', zh: '不支持该内容类型' },
  TooManyRequests: { status: 503, en: 'Too many requests are waiting: try again shortly. Nothing was lost or done', zh: '排队的请求过多,请稍后再试;本次请求未被执行' },
  StoreUnavailable: { status: 503, en: 'The event store cannot be reached: repeat the request with the same Idempotency-Key', zh: '事件存储暂不可用,请使用相同的 Idempotency-Key 重试' },
  ScannerUnavailable: { status: 503, en: 'Files cannot be checked for malware right now, so none is taken: try again shortly', zh: '暂时无法对文件进行恶意程序检测,因此暂不接收文件,请稍后重试' },
  NotYetVisible: { status: 503, en: 'This view has not caught up with min_position yet: try again shortly', zh: '该视图尚未更新到所请求的位置,请稍后再试' },
  EvidenceDamaged: { status: 500, en: 'The stored file no longer has the hash that was recorded with it, so it is not given out', zh: '存储的文件与登记的哈希不一致,不予提供' },
  InternalError: { status: 500, en: 'Something went wrong on our side; the correlation id finds it in the logs', zh: '系统内部错误;可凭 correlation id 查询日志' },
} as const satisfies Record<string, { status: number; en: string; zh: string }>

export type EdgeProblem = keyof typeof edgeProblems

/** RFC 9457 problem details. `code` is stable, `title` follows Accept-Language, `titles` holds both languages. */
export interface Problem {
  readonly type: string
  readonly status: number
  readonly code: string
  readonly title: string
  readonly titles: Texts
  readonly [detail: string]: unknown
}

const STATUS_OF_KIND: Record<RefusalKind, number> = { invalid: 422, conflict: 409, forbidden: 403, 'not-found': 404, stale: 412, 'reused-key': 422 }

export const problemOfRefusal = (refusal: Refusal, language: keyof Texts): Problem => toProblem(refusal.code, STATUS_OF_KIND[refusal.kind], refusal.title, refusal.details, language)

export const problemOfEdge = (code: EdgeProblem, details: Readonly<Record<string, unknown>>, language: keyof Texts): Problem => {
  const { status, en, zh } = edgeProblems[code]
  return toProblem(code, status, { en, 'zh-CN': zh }, details, language)
}

const toProblem = (code: string, status: number, titles: Texts, details: Readonly<Record<string, unknown>>, language: keyof Texts): Problem => ({
  ...details, type: `urn:recourse:problem:${code}`, status, code, title: titles[language], titles,
})

/** The language of a request: the first of zh or en that Accept-Language prefers; English when it names neither. */
export const languageOf = (acceptLanguage: string | undefined): keyof Texts => {
  const ranked = (acceptLanguage ?? '').split(',').map((part) => {
    const [tag, ...parameters] = part.trim().split(';')
    const quality = parameters.map((parameter) => /^\s*q=([\d.]+)/.exec(parameter)?.[1]).find(Boolean)
    return { tag: tag!.toLowerCase(), quality: quality === undefined ? 1 : Number(quality) }
  })
  const best = ranked.filter(({ tag, quality }) => quality > 0 && /^(zh|en)\b/.test(tag)).sort((a, b) => b.quality - a.quality)[0]
  return best?.tag.startsWith('zh') ? 'zh-CN' : 'en'
}

/** Thrown at the edge; the filter turns it into problem+json. */
export class ProblemError extends Error {
  constructor(readonly code: EdgeProblem, readonly details: Readonly<Record<string, unknown>> = {}) {
    super(code)
  }
}

/** A refusal on its way to the filter. */
export class RefusedError extends Error {
  constructor(readonly refusal: Refusal) {
    super(refusal.code)
  }
}
