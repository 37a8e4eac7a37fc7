import { createParamDecorator, type ExecutionContext } from '@nestjs/common'
import { randomBytes, randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { uuidv5, type CommandContext, type Instant } from '@recourse/kernel'
import type { IdentifiedRequest } from '../auth/auth.guard.js'
import type { Identity } from '../auth/token-verifier.js'
import { ProblemError } from './problem.js'

const CORRELATION = Symbol('correlation id')
type Correlated = FastifyRequest & { [CORRELATION]?: string }

/** The caller's `x-correlation-id` (up to 128 plain characters), else one of our own; the same for the whole request. */
export const correlationIdOf = (request: FastifyRequest): string => {
  const correlated = request as Correlated
  const given = request.headers['x-correlation-id']
  correlated[CORRELATION] ??= typeof given === 'string' && /^[\w.:/-]{1,128}$/.test(given) ? given : randomUUID()
  return correlated[CORRELATION]
}

/** The caller's W3C `traceparent`, else the start of a new trace. */
export const traceparentOf = (request: FastifyRequest): string => {
  const given = request.headers['traceparent']
  return typeof given === 'string' && /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/.test(given) ? given : `00-${randomBytes(16).toString('hex')}-${randomBytes(8).toString('hex')}-01`
}

/** Who asks, and what every command takes over from the request. */
export class Caller {
  constructor(
    readonly identity: Identity,
    private readonly request: FastifyRequest,
  ) {}

  /** Sees and does only what is their own; whoever has a staff role too is staff. */
  get isOnlyCustomer(): boolean {
    return this.identity.actor.roles.every((role) => role === 'customer')
  }

  /** Whether they read what belongs to a customer as a customer: who has nothing but that role, and staff when it is their own. */
  readsAsCustomerOf(customer: string): boolean {
    return this.isOnlyCustomer || this.identity.actor.id === customer
  }

  get tenant(): string {
    return this.identity.tenant
  }

  /**
   * An id that is the same for every repetition of this request by this caller: for things that a command creates.
   * @throws ProblemError IdempotencyKeyMissing
   */
  derivedId(kind: string): string {
    return this.idOf(kind)
  }

  /** The context of the command that this request carries, unique to this caller, stream and Idempotency-Key. @throws ProblemError IdempotencyKeyMissing */
  commandContext(stream: string, now: Instant): CommandContext {
    return this.contextOf(this.idOf(`command/${stream}`), now)
  }

  /** The same for commands whose content is their own key. */
  contextOf(commandId: string, now: Instant): CommandContext {
    const expectedVersion = this.expectedVersion()
    return {
      id: commandId,
      tenant: this.tenant,
      actor: this.identity.actor,
      now,
      correlationId: correlationIdOf(this.request),
      traceparent: traceparentOf(this.request),
      ...(expectedVersion === undefined ? {} : { expectedVersion }),
    }
  }

  // As JSON, because any of these texts may hold any character: joined by a separator, two different callers could come to the same id.
  private idOf(kind: string): string {
    return uuidv5(JSON.stringify([kind, this.tenant, this.identity.actor.id, this.idempotencyKey()]))
  }

  private idempotencyKey(): string {
    const key = this.request.headers['idempotency-key']
    if (typeof key !== 'string' || key.trim() === '') throw new ProblemError('IdempotencyKeyMissing')
    if (key.length > 255) throw new ProblemError('InvalidRequest', { detail: 'Idempotency-Key is longer than 255 characters' })
    return key
  }

  private expectedVersion(): number | undefined {
    const header = this.request.headers['if-match']
    if (header === undefined || header === '*') return undefined
    const match = /^(?:W\/)?"(\d{1,9})"$/.exec(header)
    if (!match) throw new ProblemError('IfMatchInvalid', { given: header })
    return Number(match[1])
  }
}

/** `@CurrentCaller() caller: Caller` in a controller. */
export const CurrentCaller = createParamDecorator((_: unknown, context: ExecutionContext): Caller => {
  const request = context.switchToHttp().getRequest<IdentifiedRequest>()
  return new Caller(request.identity!, request)
})
