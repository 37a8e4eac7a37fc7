export class CanonicalJsonError extends Error {}

/**
 * The one text of a JSON value by RFC 8785 (JCS): keys sorted by UTF-16 code units, no white space, numbers as ECMAScript prints them.
 * Properties that are `undefined` are left out. @throws CanonicalJsonError for NaN, infinities, lone surrogates and anything that is not JSON.
 */
export const canonicalJson = (value: unknown): string => {
  if (value === null || typeof value === 'boolean') return String(value)
  if (typeof value === 'number') {
    if (!Number.isFinite(value)) throw new CanonicalJsonError(`not a JSON number: ${value}`)
    return JSON.stringify(value)
  }
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new CanonicalJsonError('a string with a lone surrogate has no UTF-8 form')
    return JSON.stringify(value)
  }
  if (Array.isArray(value)) return `[${value.map((item) => canonicalJson(item === undefined ? null : item)).join(',')}]`
  if (typeof value === 'object' && isPlain(value)) {
    let members = ''
    // Without a comparator `sort` compares UTF-16 code units, as the RFC demands.
    for (const key of Object.keys(value).sort()) {
      const member = (value as Record<string, unknown>)[key]
      if (member !== undefined) members += `${members === '' ? '' : ','}${canonicalJson(key)}:${canonicalJson(member)}`
    }
    return `{${members}}`
  }
  throw new CanonicalJsonError(`not a JSON value: ${typeof value}`)
}

const isPlain = (value: object): boolean => Object.prototype.toString.call(value) === '[object Object]' && typeof (value as { toJSON?: unknown }).toJSON !== 'function'
