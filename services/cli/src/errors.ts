/** Exit codes of the command line. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const

export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Something the operator has to know, in one sentence that says what to do; ends the command. */
export class CommandFailed extends Error {
  readonly exitCode: ExitCode = EXIT.failed
}

/** The command line itself is wrong. */
export class UsageError extends CommandFailed {
  override readonly exitCode = EXIT.usage
}
