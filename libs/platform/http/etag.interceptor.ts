import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { tap, type Observable } from 'rxjs'

/** Answers that carry a `version` carry it in the ETag too, for If-Match. */
@Injectable()
export class EtagInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    return next.handle().pipe(tap((body: unknown) => {
      const version = typeof body === 'object' && body !== null ? (body as { version?: unknown }).version : undefined
      if (typeof version === 'number') void context.switchToHttp().getResponse<FastifyReply>().header('etag', `"${version}"`)
    }))
  }
}
