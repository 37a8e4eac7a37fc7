import { simplified } from './traditional.js'

/** What somebody may put between the characters of a word so that a search does not find it. */
const BETWEEN_CHARACTERS = /(?<=\p{Script=Han})(?:[^\S\n]|[\p{Cf}*_~·•-])+(?=\p{Script=Han})/gu
const END_OF_SENTENCE = /[。!?;\n]|\.(?=\s|$)/u

/** A text as the rules compare it: half-width, simplified, lower case, without gaps inside Chinese words. */
export const normalised = (words: string): string =>
  simplified(words.normalize('NFKC')).toLowerCase().replace(/[“”"'「」『』《》]/gu, '').replace(BETWEEN_CHARACTERS, '').replace(/[^\S\n]+/gu, ' ')

/** Its sentences, normalised. */
export const sentencesOf = (words: string): string[] => normalised(words).split(END_OF_SENTENCE).map((sentence) => sentence.trim()).filter((sentence) => sentence !== '')
