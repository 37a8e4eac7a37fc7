// Makes the secrets of a trial installation, once: `node deploy/compose/init.mjs`. What is there already is kept.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = process.argv[2] ?? join(dirname(fileURLToPath(import.meta.url)), 'secrets')
const complete = 'jwks.json'

if (existsSync(join(folder, complete))) {
  console.log(`${folder} is there already; delete it, and the volumes with it, to begin anew.`)
} else {
  const password = randomBytes(24).toString('base64url')
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const files = {
    'master.key': randomBytes(32).toString('base64'),
    'postgres-password': password,
    'database-url': `postgres://recourse:${password}@postgres:5432/recourse`,
    'sandbox.key': randomBytes(32).toString('base64url'),
    'issuer.json': JSON.stringify(privateKey.export({ format: 'jwk' })),
    [complete]: JSON.stringify({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'development', alg: 'EdDSA', use: 'sig' }] }),
  }
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  // The folder is closed to others; the files must be readable, because compose hands them to another user with the modes they have.
  for (const [name, content] of Object.entries(files)) {
    const path = join(folder, name)
    writeFileSync(path, `${content}\n`)
    chmodSync(path, 0o444)
  }
  console.log(`Secrets are in ${folder}. Keep master.key: without it no personal data can be read again.`)
}
