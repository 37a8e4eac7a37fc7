/** One line per row under a header, columns aligned by what they look like in a terminal; numbers stand to the right. */
export const table = (columns: readonly string[], rows: readonly (readonly (string | number | boolean | null | undefined)[])[]): string => {
  const cells = rows.map((row) => row.map((cell) => ({ text: cell === null || cell === undefined ? '-' : String(cell), right: typeof cell === 'number' })))
  const widths = columns.map((column, index) => Math.max(columnsTaken(column), ...cells.map((row) => columnsTaken(row[index]!.text))))
  const isNumeric = columns.map((_, index) => cells.length > 0 && cells.every((row) => row[index]!.right))
  const line = (texts: readonly string[]): string => texts.map((text, index) => padded(text, widths[index]!, isNumeric[index]!)).join('  ').trimEnd()
  return [line(columns.map((column) => column.toUpperCase())), ...cells.map((row) => line(row.map(({ text }) => text)))].join('\n')
}

const padded = (text: string, width: number, right: boolean): string => {
  const gap = ' '.repeat(width - columnsTaken(text))
  return right ? gap + text : text + gap
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Extended_Pictographic}/u

/** Chinese characters take two columns. */
const columnsTaken = (text: string): number => [...text].reduce((sum, character) => sum + (WIDE.test(character) ? 2 : 1), 0)
