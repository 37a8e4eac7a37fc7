/** So many letters put in or left out make another name: one letter wrong, or two that changed places, are two. */
const FEW = 4

/**
 * Variables that begin as ours do, that nobody reads, and that are nearly the name of one that is read: a misspelt setting would pass for absent. Others are somebody
 * else's, such as those that Kubernetes adds for each of its services.
 * @param known whole names, `NAME_FILE` too where it is read
 * @returns a sentence for each, with the known name that is nearest; never a value
 */
export const misspeltSettings = (environment: Readonly<Record<string, string | undefined>>, prefix: string, known: readonly string[]): string[] =>
  Object.keys(environment)
    .filter((name) => name.startsWith(prefix) && environment[name] !== undefined && !known.includes(name))
    .flatMap((name) => {
      const [nearest] = known.toSorted((a, b) => distance(name, a) - distance(name, b))
      return nearest !== undefined && isNear(name, nearest) ? [`${name} is no setting; the nearest is ${nearest}`] : []
    })

const isNear = (name: string, known: string): boolean => known.startsWith(name) || name.startsWith(known) || distance(name, known) <= FEW

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
