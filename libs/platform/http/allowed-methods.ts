import type { FastifyInstance } from 'fastify'
import { languageOf, problemOfEdge } from './problem.js'
import { sendProblem } from './problem.filter.js'
import { correlationIdOf } from './request-context.js'

interface Route {
  readonly parts: readonly string[]
  readonly methods: readonly string[]
}

/** An address that there is, asked with a method that it does not take, answers 405 and says which it takes; every other one stays 404. */
export const tellAllowedMethods = (fastify: FastifyInstance): void => {
  const routes: Route[] = []
  fastify.addHook('onRoute', ({ url, method }) => void routes.push({ parts: partsOf(url), methods: [method].flat() }))
  fastify.addHook('onRequest', (request, reply, done) => {
    if (!request.is404) return done()
    const path = partsOf(request.url.split('?')[0]!)
    const allowed = [...new Set(routes.filter(({ parts }) => leadsTo(parts, path)).flatMap(({ methods }) => methods))].sort()
    if (allowed.length === 0) return done()
    void reply.header('allow', allowed.join(', '))
    const details = { allowed, instance: request.url, correlationId: correlationIdOf(request) }
    sendProblem(reply, problemOfEdge('MethodNotAllowed', details, languageOf(request.headers['accept-language'])))
  })
}

const partsOf = (address: string): string[] => address.replace(/\/$/, '').split('/')

/** `/refund-cases/:caseId/payouts` leads to `/refund-cases/1/payouts`. */
const leadsTo = (route: readonly string[], path: readonly string[]): boolean =>
  route.length === path.length && route.every((part, index) => part === path[index] || (part.startsWith(':') && path[index] !== ''))
