import 'reflect-metadata'
import { Module, type DynamicModule, type INestApplication, type Type } from '@nestjs/common'
import { NestFactory } from '@nestjs/core'
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify'
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import type { EventDefinition } from '@recourse/kernel'
import { ConfigError, readConfig, type Config } from './config.js'
import { tellAllowedMethods } from './http/allowed-methods.js'
import { describeProblems } from './http/describe-problems.js'
import { limitLoad } from './http/load-limit.js'
import { ProblemFilter } from './http/problem.filter.js'
import { Readiness } from './http/readiness.js'
import { armFailpointsIn } from './failpoints.js'
import { openInfrastructure, type Infrastructure, type OpenEventStore } from './infrastructure.js'
import { correlationIdOf } from './http/request-context.js'
import { harden, hardenReply } from './http/security-headers.js'
import { createLogger, NestLogger, type Logger } from './logging.js'
import { migrate, type Migration } from './migrate.js'
import { ConsumerHost, type Consumers } from './operations/consumer-host.js'
import { PlatformModule } from './platform.module.js'

/** What a service adds to the platform. */
export interface ServiceParts extends Consumers {
  readonly module: Type | DynamicModule
  /** TypeORM entities of the views that this service reads. */
  readonly entities?: readonly EntityTarget<ObjectLiteral>[]
}

export interface ServiceDefinition {
  readonly name: string
  readonly description: string
  /** Every event that this service may meet. */
  readonly catalogue: ReadonlyMap<string, EventDefinition>
  readonly openEventStore: OpenEventStore
  readonly migrations: readonly Migration[]
  open(infrastructure: Infrastructure): ServiceParts | Promise<ServiceParts>
}

const BODY_LIMIT_BYTES = 256 * 1024
// Whoever sends slower than this would hold one of the places for requests in hand for ever.
const REQUEST_LIMIT_MS = 120_000
// The numbers of orders and secret links of any tenant fit.
const PARAMETER_LIMIT = 1_024

/** A service from start to stop: `main.js migrate` prepares the database and ends; `main.js` serves until SIGTERM or SIGINT. */
export const runService = async (definition: ServiceDefinition, argv: readonly string[] = process.argv.slice(2)): Promise<void> => {
  try {
    const config = readConfig(process.env)
    if (config.RECOURSE_FAILPOINTS) armFailpointsIn(config.RECOURSE_FAILPOINTS)
    const logger = createLogger(definition.name, config)
    if (argv[0] === 'migrate') {
      const done = await migrate(config.DATABASE_URL, definition.migrations)
      logger.info({ migrations: done }, 'database is ready')
    } else await serve(definition, config, logger)
  } catch (error) {
    console.error(error instanceof ConfigError ? `${definition.name}: ${error.message}` : error)
    process.exit(1)
  }
}

const serve = async (definition: ServiceDefinition, config: Config, logger: Logger): Promise<void> => {
  const infrastructure = await openInfrastructure(config, logger, definition.catalogue, definition.openEventStore)
  const parts = await definition.open(infrastructure)
  const host = new ConsumerHost(infrastructure, parts)
  const app = await createApplication(definition, parts, infrastructure, host)
  // Views first: whoever gets through the door may ask for them.
  await host.start()
  await app.listen(config.PORT, config.HOST)
  logger.info({ url: await app.getUrl(), eventStore: config.EVENT_STORE, eventFeed: config.EVENT_FEED }, `${definition.name} is ready`)
  stopOnSignal(app, infrastructure, host)
}

/** The HTTP side of a service without listening: what `serve` runs, and what tests may drive by `inject`. */
export const createApplication = async (definition: ServiceDefinition, parts: ServiceParts, infrastructure: Infrastructure, host: ConsumerHost): Promise<NestFastifyApplication> => {
  @Module({ imports: [PlatformModule.register(infrastructure, host, parts.entities ?? []), parts.module] })
  class ServiceModule {}
  const problems = new ProblemFilter(infrastructure.logger)
  const adapter = new FastifyAdapter({
    // Without it `request.ip` is whoever is connected, whatever X-Forwarded-For says.
    trustProxy: infrastructure.config.TRUSTED_PROXIES ?? false,
    bodyLimit: BODY_LIMIT_BYTES, requestTimeout: REQUEST_LIMIT_MS, forceCloseConnections: true,
    routerOptions: { ignoreTrailingSlash: true, maxParamLength: PARAMETER_LIMIT },
    frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) => problems.answer(error, request, hardenReply(reply)),
  })
  const fastify = adapter.getInstance()
  harden(fastify)
  limitLoad(fastify, infrastructure.config.HTTP_QUEUE_LIMIT)
  tellAllowedMethods(fastify)
  const app = await NestFactory.create<NestFastifyApplication>(ServiceModule, adapter, { logger: new NestLogger(infrastructure.logger), abortOnError: false, rawBody: true })
  // NDJSON reaches its controller as text; each line is read on its own, so that one bad line does not refuse the others.
  app.useBodyParser('application/x-ndjson', { bodyLimit: BODY_LIMIT_BYTES }, (_request, body, done) => done(null, body.toString()))
  infrastructure.metrics.observeRequests(fastify)
  infrastructure.metrics.observeConsumers(() => host.ownStatus())
  logRequests(app, infrastructure.logger)
  describeApi(app, definition)
  await app.init()
  return app
}

const logRequests = (app: NestFastifyApplication, logger: Logger): void => {
  app.getHttpAdapter().getInstance().addHook('onResponse', (request, reply, done) => {
    const level = reply.statusCode >= 500 ? 'error' : /^\/(health|metrics)/.test(request.url) ? 'debug' : 'info'
    logger[level]({ method: request.method, route: request.routeOptions.url, status: reply.statusCode, ms: Math.round(reply.elapsedTime), correlationId: correlationIdOf(request) }, 'request')
    done()
  })
}

const describeApi = (app: INestApplication, definition: ServiceDefinition): void => {
  const document = new DocumentBuilder().setTitle(`Recourse ${definition.name}`).setDescription(definition.description).setVersion('1').setOpenAPIVersion('3.1.0').addBearerAuth().build()
  SwaggerModule.setup('docs', app, () => describeProblems(SwaggerModule.createDocument(app, document)), { jsonDocumentUrl: 'docs/openapi.json' })
}

// Not ready first, so that a load balancer looks elsewhere; then the pages in hand are finished; then connections go.
const stopOnSignal = (app: INestApplication, infrastructure: Infrastructure, host: ConsumerHost): void => {
  let stopping = false
  const stop = async (signal: string): Promise<void> => {
    if (stopping) return
    stopping = true
    infrastructure.logger.info({ signal }, 'stopping')
    app.get(Readiness).drain()
    await new Promise((resolve) => setTimeout(resolve, infrastructure.config.SHUTDOWN_DRAIN_MS))
    await host.stop()
    await app.close()
    await infrastructure.close()
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal))
}
