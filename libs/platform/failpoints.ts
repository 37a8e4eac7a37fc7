import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { armFailpoints } from '@recourse/kernel'

/** What was asked to go wrong has gone wrong. */
export class FailpointHit extends Error {
  override name = 'FailpointHit'
}

const ORDER = /^(throw|kill)@([1-9]\d{0,3})$/

/**
 * Makes this process fail where a test says: a file in `folder` that is named like a failpoint and holds `throw@1` or `kill@2` asks for an error, or for
 * `kill -9`, when the place is passed for the so-many-th time. The file is gone before that happens, so that it happens once, however often the process starts.
 */
export const armFailpointsIn = (folder: string): void => armFailpoints((name) => {
  const file = join(folder, name)
  const order = ORDER.exec(contentOf(file))
  if (!order) return
  const [, action, passes] = order
  if (Number(passes) > 1) return writeFileSync(file, `${action}@${Number(passes) - 1}`)
  rmSync(file)
  if (action === 'kill') process.kill(process.pid, 'SIGKILL')
  throw new FailpointHit(`failpoint ${name}`)
})

const contentOf = (file: string): string => {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
