/** A header that comes once; else the empty text. */
export const headerOf = (headers: Readonly<Record<string, string | readonly string[] | undefined>>, name: string): string => {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

/** Undefined for what is not JSON in UTF-8. */
export const parseJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
