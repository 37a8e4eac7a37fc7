import { Injectable, SetMetadata, type CanActivate, type ExecutionContext } from '@nestjs/common'
import { Reflector } from '@nestjs/core'
import type { FastifyRequest } from 'fastify'
import type { Role } from '@recourse/kernel'
import { ProblemError } from '../http/problem.js'
import { TokenVerifier, type Identity } from './token-verifier.js'

const PUBLIC = 'recourse:public'
const READABLE_BY = 'recourse:readable-by'

/** No token needed: health, docs, and what a customer may see by a secret link. */
export const Public = (): MethodDecorator & ClassDecorator => SetMetadata(PUBLIC, true)

/** Which roles may read this. Commands need no such list: their role × command table is part of the domain. */
export const ReadableBy = (...roles: Role[]): MethodDecorator & ClassDecorator => SetMetadata(READABLE_BY, roles)

export type IdentifiedRequest = FastifyRequest & { identity?: Identity }

@Injectable()
export class AuthGuard implements CanActivate {
  constructor(private readonly verifier: TokenVerifier, private readonly reflector: Reflector) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const targets = [context.getHandler(), context.getClass()]
    if (this.reflector.getAllAndOverride<boolean>(PUBLIC, targets)) return true
    const request = context.switchToHttp().getRequest<IdentifiedRequest>()
    request.identity = await this.identify(request)
    const readers = this.reflector.getAllAndOverride<Role[] | undefined>(READABLE_BY, targets)
    if (readers && !readers.some((role) => request.identity!.actor.roles.includes(role))) throw new ProblemError('RoleNotPermitted', { permitted: readers })
    return true
  }

  private async identify(request: FastifyRequest): Promise<Identity> {
    const [scheme, token] = (request.headers.authorization ?? '').split(' ')
    if (scheme?.toLowerCase() !== 'bearer' || !token) throw new ProblemError('TokenMissing')
    return this.verifier.verify(token).catch((error: Error) => {
      throw new ProblemError('TokenInvalid', { detail: error.message })
    })
  }
}
