import { Injectable, type CanActivate, type ExecutionContext } from '@nestjs/common'
import type { FastifyReply } from 'fastify'
import { roleRefusal } from '@recourse/kernel'
import { ProblemError, RefusedError, type IdentifiedRequest } from '@recourse/platform'
import { refundCasePermissions } from '@recourse/refund-case'

// A file of 10 MB takes about 30 MB of memory while it is read, checked and sealed.
const UPLOADS_AT_ONCE = 4

/** Before a file is read: only for roles that may attach it, and only a few at a time, so that uploads cannot use up the memory of the service. */
@Injectable()
export class UploadGuard implements CanActivate {
  private inHand = 0

  canActivate(context: ExecutionContext): boolean {
    const http = context.switchToHttp()
    const refusal = roleRefusal(refundCasePermissions, 'AttachEvidence', http.getRequest<IdentifiedRequest>().identity!.actor)
    if (refusal) throw new RefusedError(refusal)
    if (this.inHand >= UPLOADS_AT_ONCE) throw new ProblemError('TooManyRequests', { limit: UPLOADS_AT_ONCE })
    this.inHand += 1
    http.getResponse<FastifyReply>().raw.once('close', () => {
      this.inHand -= 1
    })
    return true
  }
}
