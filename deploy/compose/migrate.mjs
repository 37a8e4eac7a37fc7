// Prepares what every program named as an argument needs, one after the other; the first failure ends it.
import { spawnSync } from 'node:child_process'

for (const program of process.argv.slice(2)) {
  const { status, signal } = spawnSync(process.execPath, ['--enable-source-maps', program, 'migrate'], { stdio: 'inherit' })
  if (status !== 0) {
    console.error(`${program} migrate ended with ${signal ?? status}`)
    process.exit(1)
  }
}
