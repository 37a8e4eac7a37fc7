import { Global, Module, type DynamicModule, type Provider } from '@nestjs/common'
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR, APP_PIPE } from '@nestjs/core'
import { CqrsModule } from '@nestjs/cqrs'
import { TypeOrmModule } from '@nestjs/typeorm'
import type { EntityTarget, ObjectLiteral } from 'typeorm'
import { AggregateStore, EventCodec } from '@recourse/event-store'
import { AuthGuard } from './auth/auth.guard.js'
import { TokenVerifier } from './auth/token-verifier.js'
import { CommandSender } from './http/command-sender.js'
import { EtagInterceptor } from './http/etag.interceptor.js'
import { HealthController } from './http/health.controller.js'
import { Metrics } from './http/metrics.js'
import { ProblemFilter } from './http/problem.filter.js'
import { Readiness } from './http/readiness.js'
import { validationPipe } from './http/validation.js'
import type { Infrastructure } from './infrastructure.js'
import { ConsumerHost } from './operations/consumer-host.js'
import { OperationsController } from './operations/operations.controller.js'
import { CLOCK, CONFIG, EVENT_STORE, LOGGER, POOL } from './tokens.js'

/** Everything a slice may inject, from any service. */
@Global()
@Module({})
export class PlatformModule {
  static register(infrastructure: Infrastructure, host: ConsumerHost, entities: readonly EntityTarget<ObjectLiteral>[]): DynamicModule {
    const providers: Provider[] = [
      { provide: AggregateStore, useValue: infrastructure.aggregates },
      { provide: CommandSender, useValue: new CommandSender(infrastructure.aggregates, infrastructure.clock) },
      { provide: EventCodec, useValue: infrastructure.codec },
      { provide: EVENT_STORE, useValue: infrastructure.store },
      { provide: CLOCK, useValue: infrastructure.clock },
      { provide: POOL, useValue: infrastructure.pool },
      { provide: CONFIG, useValue: infrastructure.config },
      { provide: LOGGER, useValue: infrastructure.logger },
      { provide: Metrics, useValue: infrastructure.metrics },
      { provide: Readiness, useValue: new Readiness(infrastructure) },
      { provide: TokenVerifier, useValue: new TokenVerifier(infrastructure.config) },
      { provide: ConsumerHost, useValue: host },
    ]
    const typeOrm = TypeOrmModule.forRoot({
      type: 'postgres', url: infrastructure.config.DATABASE_URL, entities: [...entities] as never[], synchronize: false, retryAttempts: 0, extra: { max: 5 },
    })
    return {
      module: PlatformModule,
      imports: [CqrsModule.forRoot(), typeOrm],
      controllers: [HealthController, OperationsController],
      providers: [
        ...providers,
        { provide: APP_GUARD, useClass: AuthGuard },
        { provide: APP_PIPE, useFactory: validationPipe },
        { provide: APP_INTERCEPTOR, useClass: EtagInterceptor },
        { provide: APP_FILTER, useValue: new ProblemFilter(infrastructure.logger) },
      ],
      exports: [...providers.map((provider) => (provider as { provide: string }).provide), CqrsModule, TypeOrmModule],
    }
  }
}
