import type { FastifyInstance } from 'fastify'
import { languageOf, problemOfEdge } from './problem.js'
import { sendProblem } from './problem.filter.js'
import { correlationIdOf } from './request-context.js'

/** Beyond `limit` requests in hand a service answers 503 with Retry-After at once, before reading the body. Health and metrics always answer. */
export const limitLoad = (fastify: FastifyInstance, limit: number): void => {
  let inHand = 0
  fastify.addHook('onRequest', (request, reply, done) => {
    if (/^\/(health|metrics)/.test(request.url)) return done()
    if (inHand >= limit) {
      sendProblem(reply, problemOfEdge('TooManyRequests', { limit, correlationId: correlationIdOf(request) }, languageOf(request.headers['accept-language'])))
      return
    }
    inHand += 1
    // 'close' comes once for every request: answered, aborted by the caller, or failed.
    reply.raw.once('close', () => {
      inHand -= 1
    })
    done()
  })
}
