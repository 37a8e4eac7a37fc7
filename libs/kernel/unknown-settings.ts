/**
 * What is wrong with variables that begin as ours do and that nobody reads: a misspelt setting would pass for absent.
 * @param known whole names, `NAME_FILE` too where it is read
 * @returns a sentence for each, with the known name that is nearest; never a value
 */
export const unknownSettings = (environment: Readonly<Record<string, string | undefined>>, prefix: string, known: readonly string[]): string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && environment[name] !== undefined && !known.includes(name))
    .map((name) => `${name} is no setting; the nearest is ${nearest(name, known)}`)

const nearest = (name: string, known: readonly string[]): string => known.toSorted((a, b) => distance(name, a) - distance(name, b))[0]!

/** How many letters have to be put in or left out. */
const distance = (from: string, to: string): number => {
  let row = Array.from({ length: to.length + 1 }, (_, column) => column)
  for (const [index, letter] of [...from].entries()) {
    const next = [index + 1]
    for (let column = 1; column <= to.length; column += 1) {
      next.push(letter === to[column - 1] ? row[column - 1]! : Math.min(row[column]!, next[column - 1]!) + 1)
    }
    row = next
  }
  return row[to.length]!
}
