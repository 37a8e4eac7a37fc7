/** One row of CSV (RFC 4180), without its line end. */
export const csvRow = (cells: readonly string[]): string =>
  cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')

const CELL = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y

/** @throws RangeError when it is not a row of CSV */
export const csvCells = (row: string): string[] => {
  const cells: string[] = []
  for (let at = 0; ;) {
    CELL.lastIndex = at
    const [found = '', quoted, plain, end] = CELL.exec(row) ?? []
    if (end === undefined) throw new RangeError('a row is not CSV')
    cells.push(quoted === undefined ? plain! : quoted.replaceAll('""', '"'))
    if (end === '') return cells
    at += found.length
  }
}
