// Prints a token for one person of the trial: `docker compose run --rm token reviewer chen`.
import { parseArgs } from 'node:util'
import { ROLES } from '@recourse/kernel'
import { DevelopmentIssuer } from '@recourse/platform'

const { values, positionals } = parseArgs({ allowPositionals: true, options: { tenant: { type: 'string', default: 'demo' } } })
const [role, name] = positionals
if (!ROLES.includes(role) || !name) {
  console.error(`usage: token <role> <name> [--tenant demo]\nroles: ${ROLES.join(', ')}`)
  process.exit(2)
}
const issuer = await DevelopmentIssuer.open({
  keyFile: process.env.ISSUER_KEY_FILE,
  jwksFile: '/dev/null',
  issuer: process.env.AUTH_ISSUER,
  audience: process.env.AUTH_AUDIENCE,
  environment: process.env.NODE_ENV,
})
console.log(await issuer.sign({ sub: `${role}-${name}`, tenant: values.tenant, roles: [role], name }))
