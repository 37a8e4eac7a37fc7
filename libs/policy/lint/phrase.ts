/** Words that mean something unlawful, and the surroundings that make them mean something else. */
export interface Phrase {
  readonly says: RegExp
  /** Text before the words, up to them. */
  readonly unlessAfter?: RegExp
  /** Text behind the words. */
  readonly unlessBefore?: RegExp
  /** Anywhere in the words themselves. */
  readonly unlessWithin?: RegExp
}

/** Whether a normalised sentence says one of the phrases, at any place, without the surroundings that excuse it. */
export const saysAny = (sentence: string, phrases: readonly Phrase[]): boolean => phrases.some((phrase) => says(sentence, phrase))

const says = (sentence: string, phrase: Phrase): boolean =>
  [...sentence.matchAll(new RegExp(phrase.says, 'gu'))].some((match) => {
    const [words, from] = [match[0], match.index]
    return !phrase.unlessAfter?.test(sentence.slice(0, from))
      && !phrase.unlessBefore?.test(sentence.slice(from + words.length))
      && !phrase.unlessWithin?.test(words)
  })
