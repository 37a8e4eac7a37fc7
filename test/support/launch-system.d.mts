/** The checkout. */
export const root: string

export interface LaunchOptions {
  /** An empty database; not needed with `ownPostgres`. */
  readonly databaseUrl?: string
  readonly natsBinary: string
  /** Settings on top of those of `npm start`, the same for every service. */
  readonly environment?: Readonly<Record<string, string>>
  /** Settings of single services, by name, on top of that. */
  readonly environments?: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Longest pause before one that died is started again; default 5,000. */
  readonly longestPause_ms?: number
  /** A Postgres of its own, so that it can be killed. */
  readonly ownPostgres?: boolean
}

export interface LaunchedSystem {
  /** Logs, keys, evidence and what NATS keeps. */
  readonly dir: string
  readonly urls: Readonly<Record<string, string>>
  readonly databaseUrl: string
  readonly natsUrl: string
  sign(request: { sub: string; tenant: string; roles: readonly string[] }): Promise<string>
  /** undefined while it is down */
  pidOf(name: string): number | undefined
  /** kill -9; resolves once it is dead. The supervisor starts it again. */
  kill(name: string): Promise<void>
  /** The same for NATS; `wipe` removes what JetStream keeps before it is started again. */
  killNats(options?: { wipe?: boolean }): Promise<void>
  logs(): { name: string; text: string }[]
  stop(): Promise<void>
}

/** Starts every service on free ports and waits until all are ready. @throws Problem with the end of the log of the one that is not. */
export function launchSystem(options: LaunchOptions): Promise<LaunchedSystem>
