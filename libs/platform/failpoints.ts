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
 * `kill -9`, when the place is passed for the so-many-th time. It may hold several, one after the other: `kill@1,kill@1`. What happens is taken out of the
 * file before, so that it happens once, however often the process starts; the last takes the file with it.
 */
export const armFailpointsIn = (folder: string): void => armFailpoints((name) => {
  const file = join(folder, name)
  const [first = '', ...others] = contentOf(file).split(',')
  const order = ORDER.exec(first)
  if (!order) return
  const [, action, passes] = order
  if (Number(passes) > 1) return writeFileSync(file, [`${action}@${Number(passes) - 1}`, ...others].join(','))
  if (others.length > 0) writeFileSync(file, others.join(','))
  else rmSync(file)
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
