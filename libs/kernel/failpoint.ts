type Hit = (failpoint: string) => void

let hit: Hit | undefined

/**
 * Something that is written, between two named places where a test may make the program fail: `<name>.before` and `<name>.after`. They do nothing unless
 * somebody armed them. The crash test (test/crash) knows every name and proves that each is reached.
 * @throws whatever `write` does, or the one who armed it wants it to
 */
export const step = async <T>(name: string, write: () => Promise<T>): Promise<T> => {
  failpoint(`${name}.before`)
  const written = await write()
  failpoint(`${name}.after`)
  return written
}

/** One such place, where the two do not stand in one function. */
export const failpoint = (name: string): void => hit?.(name)

/** From now on `onHit` is told of every failpoint that is passed, and may throw or end the process there; undefined disarms them. Tests only. */
export const armFailpoints = (onHit: Hit | undefined): void => {
  hit = onHit
}
