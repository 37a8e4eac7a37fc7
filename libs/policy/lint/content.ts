/** An object of whatever JSON: nothing about it is known. */
export type Content = Readonly<Record<string, unknown>>

export const isObject = (value: unknown): value is Content => typeof value === 'object' && value !== null && !Array.isArray(value)

/** The value as an object; anything else is an empty one. */
export const objectIn = (value: unknown): Content => (isObject(value) ? value : {})

export interface Item {
  readonly path: string
  readonly value: Content
}

/** The objects of a list, with their places; anything else is an empty list. */
export const itemsIn = (pack: Content, key: string, path: string = key): Item[] =>
  listIn(pack[key]).flatMap((value, index) => (isObject(value) ? [{ path: `${path}.${index}`, value }] : []))

export const listIn = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/** A text in one language and where it stands. */
export interface Passage {
  readonly path: string
  readonly words: string
}

/** The languages of a text; a bare string counts as one. */
export const passagesOf = (value: unknown, path: string): Passage[] => {
  if (typeof value === 'string') return [{ path, words: value }]
  return Object.entries(objectIn(value)).flatMap(([language, words]) => (typeof words === 'string' ? [{ path: `${path}.${language}`, words }] : []))
}

/** What binds or guides the customer: clauses, notices, guides, and how to appeal. Messages about one case are not among them. */
export const termsOf = (pack: Content): Passage[] => [
  ...['clauses', 'notices', 'guides'].flatMap((key) => itemsIn(pack, key)).flatMap(({ path, value }) => passagesOf(value.text, `${path}.text`)),
  ...passagesOf(pack.appealRoute, 'appealRoute'),
]

/** Texts sent in a case. */
export const messagesOf = (pack: Content): Passage[] => itemsIn(pack, 'templates').flatMap(({ path, value }) => passagesOf(value.text, `${path}.text`))
