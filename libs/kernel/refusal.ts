export type RefusalKind = 'invalid' | 'conflict' | 'forbidden' | 'not-found' | 'stale' | 'reused-key'

export interface Texts {
  readonly en: string
  readonly 'zh-CN': string
}

/** A command that the rules do not allow: an answer, not an error. `code` is stable; `title` is what a person reads. */
export interface Refusal {
  readonly refused: true
  readonly code: string
  readonly kind: RefusalKind
  readonly title: Texts
  readonly details: Readonly<Record<string, unknown>>
}

export interface RefusalDefinition {
  readonly kind: RefusalKind
  readonly en: string
  readonly zh: string
}

/** Turns a catalogue of refusals into the only function that makes them, so that a code without a text cannot exist. */
export const defineRefusals =
  <Catalogue extends Record<string, RefusalDefinition>>(catalogue: Catalogue) =>
  (code: keyof Catalogue & string, details: Record<string, unknown> = {}): Refusal => {
    const { kind, en, zh } = catalogue[code]!
    return { refused: true, code, kind, title: { en, 'zh-CN': zh }, details }
  }

export const isRefusal = (value: unknown): value is Refusal => typeof value === 'object' && value !== null && (value as { refused?: unknown }).refused === true

/** Refusals that every aggregate shares. */
export const commonRefusals = {
  RoleNotPermitted: { kind: 'forbidden', en: 'Your role may not do this', zh: '您的角色无权执行此操作' },
  OtherTenant: { kind: 'not-found', en: 'Not found', zh: '未找到' },
  StaleVersion: { kind: 'stale', en: 'It was changed in the meantime: read it again and repeat', zh: '内容已被他人更改,请重新读取后再试' },
  IdempotencyKeyReused: { kind: 'reused-key', en: 'This Idempotency-Key was already used with another body: take a new key', zh: '该 Idempotency-Key 已用于不同的请求内容,请更换新的键' },
  TooManyEvents: { kind: 'conflict', en: 'This record has reached its limit of 500 events', zh: '该记录已达到 500 个事件的上限' },
  PersonErased: { kind: 'conflict', en: 'The personal data of this customer were erased: nothing personal can be added any more', zh: '该客户的个人信息已被删除,无法再添加个人信息' },
  TooMuchContention: { kind: 'conflict', en: 'Others are changing this at the same moment: repeat the request', zh: '该记录正被多人同时更改,请重试' },
} as const satisfies Record<string, RefusalDefinition>

export const refuseCommon = defineRefusals(commonRefusals)
