import { clientFor, type Context } from '../context.js'
import type { CliCommand } from '../command.js'
import { checkEnvironment } from '../doctor/environment.js'
import type { Check } from '../doctor/check.js'
import { checkServices } from '../doctor/services.js'
import { EXIT } from '../errors.js'

export const doctor: CliCommand = {
  name: 'doctor',
  usage: 'doctor',
  summary: 'what is missing or unhealthy, and what to do; exit 1 when something is',
  patience_s: 0,
  run: async (context) => {
    const { settings } = context
    const checks = [
      ...(await checkEnvironment(settings, process.versions.node)),
      ...(await checkServices(settings, (service, role) => clientFor(context, service, role, 5_000))),
    ]
    const ok = checks.every((check) => check.ok)
    context.result({ ok, checks }, [...checks.map((check) => line(check, context)), '', ok ? 'All is well.' : 'Something needs attention.'].join('\n'))
    return ok ? EXIT.ok : EXIT.failed
  },
}

const line = ({ ok, name, found, advice }: Check, { colour }: Context): string => {
  const mark = ok ? 'ok     ' : 'problem'
  const painted = colour ? `\u001b[${ok ? 32 : 31}m${mark}\u001b[0m` : mark
  return [`${painted}  ${name.padEnd(20)}  ${found}`, ...(advice ? [`${' '.repeat(9)}→ ${advice}`] : [])].join('\n')
}
