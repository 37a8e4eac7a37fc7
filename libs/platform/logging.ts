import type { LoggerService } from '@nestjs/common'
import { pino, type DestinationStream, type Logger } from 'pino'
import type { Config } from './config.js'

export type { Logger } from 'pino'

/**
 * JSON lines on stdout, or where `destination` says. Ids only: bodies, tokens and personal data are never handed to it,
 * and what slips through by name is blanked.
 */
export const createLogger = (service: string, config: Pick<Config, 'LOG_LEVEL'>, destination?: DestinationStream): Logger =>
  pino({
    name: service,
    level: config.LOG_LEVEL,
    base: { service },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: {
      paths: ['*.authorization', '*.personal', '*.sealed', 'authorization', 'personal', 'token', '*.token', '*.password', '*.DATABASE_URL'],
      censor: '[redacted]',
    },
  }, destination)

/** Nest's own messages through the same logger. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: string): void {
    this.logger.debug({ context }, String(message))
  }

  warn(message: unknown, context?: string): void {
    this.logger.warn({ context }, String(message))
  }

  error(message: unknown, stack?: string, context?: string): void {
    this.logger.error({ context, stack }, String(message))
  }
}
