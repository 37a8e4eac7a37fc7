import type { FastifyInstance, FastifyReply } from 'fastify'

const HEADERS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  // Secret links stand in addresses.
  'referrer-policy': 'no-referrer',
  // Answers hold what only this caller may see.
  'cache-control': 'no-store',
}

export const hardenReply = (reply: FastifyReply): FastifyReply => reply.headers(HEADERS)

/** What browsers are told with every answer; an answer may say otherwise. No CORS headers: pages of other origins may not call. */
export const harden = (fastify: FastifyInstance): void => {
  fastify.addHook('onRequest', (_request, reply, done) => {
    hardenReply(reply)
    done()
  })
}
