import { Catch, HttpException, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { StoreUnavailable } from '@recourse/event-store'
import type { Logger } from '../logging.js'
import { languageOf, problemOfEdge, problemOfRefusal, ProblemError, RefusedError, type EdgeProblem, type Problem } from './problem.js'
import { correlationIdOf } from './request-context.js'

/** Every error that leaves a service is RFC 9457 problem+json; what is our own fault says no more than a correlation id. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: Logger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp()
    this.answer(error, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>())
  }

  /** For errors that Nest never sees: of the router, before there is a route. */
  answer(error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const problem = { ...this.toProblem(error, request), instance: request.url, correlationId: correlationIdOf(request) }
    sendProblem(reply, problem)
  }

  private toProblem(error: unknown, request: FastifyRequest): Problem {
    const language = languageOf(request.headers['accept-language'])
    if (error instanceof RefusedError) return problemOfRefusal(error.refusal, language)
    if (error instanceof ProblemError) return problemOfEdge(error.code, error.details, language)
    if (error instanceof StoreUnavailable || isDatabaseGone(error)) {
      this.logger.warn({ correlationId: correlationIdOf(request), error: (error as Error).message }, 'event store unavailable')
      return problemOfEdge('StoreUnavailable', {}, language)
    }
    const code = edgeCodeOf(error)
    if (code) return problemOfEdge(code, { detail: (error as Error).message }, language)
    this.logger.error({ correlationId: correlationIdOf(request), err: error }, 'unexpected error')
    return problemOfEdge('InternalError', {}, language)
  }
}

export const sendProblem = (reply: FastifyReply, problem: Problem): void => {
  if (problem.status === 503) void reply.header('retry-after', '1')
  if (problem.status === 401) void reply.header('www-authenticate', 'Bearer')
  void reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').send(JSON.stringify(problem))
}

// Codes of Postgres (connection, resources, intervention by the operator, a closed database) and of sockets; TypeORM keeps the driver's error inside its own.
const GONE = /^(08|53|57P|58)|^55000$|^E(CONN|TIMEDOUT|PIPE|NOTFOUND|HOSTUNREACH)/

/** Views are read from Postgres without the event store's adapter in between. */
const isDatabaseGone = (error: unknown): boolean => {
  const { code, message, driverError } = (error ?? {}) as { code?: unknown; message?: unknown; driverError?: unknown }
  return driverError ? isDatabaseGone(driverError) : GONE.test(String(code)) || /^Connection terminated/.test(String(message))
}

const CODE_OF_STATUS: Record<number, EdgeProblem> = { 400: 'InvalidRequest', 404: 'NotFound', 405: 'MethodNotAllowed', 413: 'PayloadTooLarge', 414: 'InvalidRequest', 415: 'UnsupportedMediaType' }

const NOT_JSON = new Set(['FST_ERR_CTP_INVALID_JSON_BODY', 'FST_ERR_CTP_EMPTY_JSON_BODY'])

// Nest wraps what Fastify throws while it reads a body.
const fastifyCodeOf = (error: unknown): string | undefined => ((error as Error | undefined)?.cause as { code?: string } | undefined)?.code

// Nest's HttpExceptions and Fastify's own errors (body too large, bad JSON) carry a status in different fields.
const edgeCodeOf = (error: unknown): EdgeProblem | undefined => {
  if (NOT_JSON.has(fastifyCodeOf(error) ?? '')) return 'MalformedJson'
  const status = error instanceof HttpException ? error.getStatus() : (error as { statusCode?: number } | undefined)?.statusCode
  return status === undefined ? undefined : CODE_OF_STATUS[status]
}
