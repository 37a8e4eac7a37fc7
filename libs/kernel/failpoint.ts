type Hit = (name: string) => void

let hit: Hit | undefined

/**
 * A named place, before or after something is written, where a test may make the program fail. It does nothing unless somebody armed it.
 * The crash test (test/crash) knows every name and proves that each is reached.
 * @throws whatever the one who armed it wants it to
 */
export const failpoint = (name: string): void => hit?.(name)

/** From now on `onHit` is told of every failpoint that is passed, and may throw or end the process there; undefined disarms them. Tests only. */
export const armFailpoints = (onHit: Hit | undefined): void => {
  hit = onHit
}
