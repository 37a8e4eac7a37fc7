import { Controller, Get, Res } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { FastifyReply } from 'fastify'
import { Public } from '../auth/auth.guard.js'
import { Readiness } from './readiness.js'
import { Metrics } from './metrics.js'

@ApiExcludeController()
@Public()
@Controller()
export class HealthController {
  constructor(private readonly readiness: Readiness, private readonly metrics: Metrics) {}

  /** The process answers: says nothing of what it depends on, so that a database outage does not restart every pod. */
  @Get('health/live')
  live(): { status: string } {
    return { status: 'ok' }
  }

  @Get('health/ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const report = await this.readiness.report()
    await reply.code(report.ready ? 200 : 503).header('content-type', 'application/json').send(JSON.stringify(report))
  }

  @Get('metrics')
  async expose(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.registry.contentType).send(await this.metrics.registry.metrics())
  }
}
