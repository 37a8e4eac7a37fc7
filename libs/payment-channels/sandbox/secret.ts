import { readFileSync } from 'node:fs'

/** Public on purpose: it guards play money only. */
const PLAY_SECRET = 'recourse-sandbox-moves-play-money-only'

/**
 * The secret that the sandbox and its clients share: the content of the file SANDBOX_SECRET_FILE; without one, in development and tests, a public one.
 * @throws Error in production, which is also where nobody says where it is, without a file, or for a secret shorter than 16 characters
 */
export const readSandboxSecret = (env: Readonly<Record<string, string | undefined>>): string => {
  const file = env.SANDBOX_SECRET_FILE
  if (!file) {
    if (env.NODE_ENV !== 'development' && env.NODE_ENV !== 'test') throw new Error('SANDBOX_SECRET_FILE is not set: in production the sandbox needs a secret of its own')
    return PLAY_SECRET
  }
  const secret = readFileSync(file, 'utf8').trim()
  if (secret.length < 16) throw new Error('SANDBOX_SECRET_FILE holds fewer than 16 characters')
  return secret
}
