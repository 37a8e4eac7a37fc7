import { parseArgs } from 'node:util'
import type { CliCommand, Flags } from './command.js'
import { positiveFlag, stringFlag } from './command.js'
import { commands } from './commands/index.js'
import type { Context } from './context.js'
import { CommandFailed, EXIT, UsageError, type ExitCode } from './errors.js'
import { help } from './help.js'
import { Progress } from './output/progress.js'
import { findSettings } from './settings.js'

/** The world around the command line. */
export interface Surroundings {
  readonly env: Readonly<NodeJS.ProcessEnv>
  readonly folders: readonly string[]
  readonly version: string
  readonly stdout: { write(text: string): void; readonly isTTY?: boolean }
  readonly stderr: { write(text: string): void; readonly isTTY?: boolean }
}

const COMMON_FLAGS = { json: { type: 'boolean' }, patience: { type: 'string' }, help: { type: 'boolean', short: 'h' } } as const

/** One call of `recourse`; never throws for what an operator can repair. */
export const runCli = async (argv: readonly string[], surroundings: Surroundings): Promise<ExitCode> => {
  const { stdout, stderr, version } = surroundings
  if (argv.includes('--version')) return say(stdout, version)
  const [first, second] = argv
  if (first === undefined) {
    stderr.write(`${help(commands)}\n`)
    return EXIT.usage
  }
  let progress: Progress | undefined
  try {
    if (first === 'help' || first === '--help' || first === '-h') return say(stdout, helpOn(second))
    const { command, flags, positionals } = parsed(argv)
    if (flags.help === true) return say(stdout, help([command]))
    progress = new Progress({ write: (text) => stderr.write(text), isTerminal: stderr.isTTY === true })
    return await command.run(contextOf(command, flags, progress, surroundings), { flags, positionals })
  } catch (error) {
    progress?.end()
    if (!(error instanceof CommandFailed)) throw error
    stderr.write(`recourse: ${error.message}\n${error instanceof UsageError ? 'See `recourse help`.\n' : ''}`)
    return error.exitCode
  }
}

const say = (stream: Surroundings['stdout'], text: string): ExitCode => {
  stream.write(`${text}\n`)
  return EXIT.ok
}

const helpOn = (word: string | undefined): string => {
  if (word !== undefined && !commands.some(({ name }) => name.split(' ')[0] === word)) throw new UsageError(unknownCommand([word]))
  return help(commands, word)
}

const parsed = (argv: readonly string[]): { command: CliCommand; flags: Flags; positionals: string[] } => {
  const command = commands.find(({ name }) => name.split(' ').every((word, index) => argv[index] === word))
  if (!command) throw new UsageError(unknownCommand(argv))
  const args = argv.slice(command.name.split(' ').length)
  try {
    const { values, positionals } = parseArgs({ args, options: { ...COMMON_FLAGS, ...command.flags }, allowPositionals: true, strict: true })
    if (values.help !== true) checkPositionals(command, positionals)
    return { command, flags: values as Flags, positionals }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code?.startsWith('ERR_PARSE_ARGS')) throw new UsageError(`${message.split(/\.\s/)[0]}. Usage: recourse ${command.usage}`)
    throw error
  }
}

const unknownCommand = (argv: readonly string[]): string => {
  const related = commands.filter(({ name }) => name.split(' ')[0] === argv[0]).map(({ name }) => name)
  if (related.length > 0) return `say ${related.map((name) => `\`recourse ${name}\``).join(' or ')}`
  return `there is no command ${argv[0]}`
}

const checkPositionals = ({ usage, positionals: names = [] }: CliCommand, given: readonly string[]): void => {
  const needed = names.filter((name) => !name.startsWith('[')).length
  if (given.length < needed || given.length > names.length) throw new UsageError(`usage: recourse ${usage}`)
}

const contextOf = (command: CliCommand, flags: Flags, progress: Progress, { env, folders, stdout }: Surroundings): Context => {
  const json = flags.json === true
  const patience_s = stringFlag(flags, 'patience') === '0' ? 0 : positiveFlag(flags, 'patience') ?? command.patience_s ?? 10
  return {
    settings: findSettings({ env, folders }),
    json,
    progress,
    patience_ms: patience_s * 1000,
    colour: stdout.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
    result: (value, text) => {
      progress.end()
      stdout.write(`${json ? JSON.stringify(value) : text}\n`)
    },
  }
}
