import type { FastifyInstance } from 'fastify'
import type { ConsumerStatus } from '@recourse/event-flow'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Prometheus metrics of one service. Labels never carry ids of cases, people or tenants. */
export class Metrics {
  readonly registry = new Registry()
  readonly requests = new Histogram({
    name: 'recourse_http_request_duration_seconds', help: 'Time to answer an HTTP request', labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5], registers: [this.registry],
  })
  readonly commands = new Counter({ name: 'recourse_commands_total', help: 'Commands by outcome: done, repeated, or the code of the refusal', labelNames: ['command', 'outcome'], registers: [this.registry] })

  constructor(service: string) {
    this.registry.setDefaultLabels({ service })
    collectDefaultMetrics({ register: this.registry })
  }

  /** Lag and quarantine of this process's own consumers, read when Prometheus asks. */
  observeConsumers(status: () => Promise<readonly ConsumerStatus[]>): void {
    const quarantined = new Gauge({ name: 'recourse_quarantined_streams', help: 'Streams held back for a consumer by an event it cannot handle', labelNames: ['consumer'], registers: [this.registry] })
    new Gauge({
      name: 'recourse_consumer_lag_seconds', help: 'Age of the oldest event that a consumer has yet to handle', labelNames: ['consumer'], registers: [this.registry],
      async collect() {
        for (const { consumer, lag_seconds, quarantined: held } of await status()) {
          this.set({ consumer }, lag_seconds)
          quarantined.set({ consumer }, held)
        }
      },
    })
  }

  observeRequests(fastify: FastifyInstance): void {
    fastify.addHook('onResponse', (request, reply, done) => {
      const route = request.routeOptions.url ?? 'unknown'
      this.requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1000)
      done()
    })
  }
}
