import type { CliCommand } from './command.js'
import { SERVICES, variableOf } from './settings.js'

/** All commands, or those whose names begin with `word`. */
export const help = (commands: readonly CliCommand[], word?: string): string => {
  const shown = word === undefined ? commands : commands.filter(({ name }) => name.split(' ')[0] === word)
  return [
    'recourse: the operator\'s command line of Recourse',
    '',
    ...shown.flatMap(({ usage, summary }) => [`  recourse ${usage}`, `      ${summary}`]),
    ...(word === undefined ? ['  recourse help [COMMAND]', '  recourse --version'] : []),
    '',
    'Everywhere:',
    '  --json              the result as one JSON document on stdout, and nothing else there',
    '  --patience SECONDS  how long to repeat a request that a service does not answer (10; import: 60; doctor: 0)',
    '',
    'Exit codes: 0 ok, 1 a check failed or a service refused, 2 wrong usage. NO_COLOR is honoured.',
    '',
    'A running `npm start` is found by itself, from the working directory upwards. Elsewhere set',
    `  ${SERVICES.map(variableOf).join(', ')}`,
    '  and RECOURSE_TOKEN. These settings win over a running start.',
  ].join('\n')
}
