const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/u

/** Width in ems: a Chinese character is as wide as it is high, the others about half. A layout engine without the reader's fonts cannot know it. */
export const ems = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 1 : 0.58), 0)

/** Breaks a text into lines of at most so many ems: between words, and anywhere between Chinese characters. */
export const wrapped = (text: string, widest_ems: number): string[] => {
  const lines: string[] = []
  let line = ''
  for (const piece of text.match(/[\u2e80-\uffe6]|\s+|[^\s\u2e80-\uffe6]+/gu) ?? []) {
    if (ems(line + piece.trimEnd()) > widest_ems && line.trim() !== '') {
      lines.push(line.trimEnd())
      line = piece.trimStart()
    } else line += piece
  }
  return line.trim() === '' ? lines : [...lines, line.trimEnd()]
}
