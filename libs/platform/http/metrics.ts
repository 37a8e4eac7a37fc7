import type { FastifyInstance } from 'fastify'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of one service. Labels never carry ids of cases, people or tenants. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Histogram({
    name: 'recourse_http_request_duration_seconds', help: 'Time to answer an HTTP request', labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [this.registry],
  })
  readonly commands = new Counter({ name: 'recourse_commands_total', help: 'Commands carried out, by outcome', labelNames: ['command', 'outcome'], registers: [this.registry] })
  readonly consumerLag = new Gauge({ name: 'recourse_consumer_lag_events', help: 'Events a consumer has yet to see', labelNames: ['consumer'], registers: [this.registry] })
  readonly quarantined = new Gauge({ name: 'recourse_quarantined_streams', help: 'Streams held back for a consumer by an event it cannot handle', labelNames: ['consumer'], registers: [this.registry] })

  constructor(service: string) {
    this.registry.setDefaultLabels({ service })
    collectDefaultMetrics({ register: this.registry })
  }

  observeRequests(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown'
      this.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
      done()
    })
  }
}
