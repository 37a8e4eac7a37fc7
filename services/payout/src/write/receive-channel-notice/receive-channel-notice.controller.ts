import { Controller, Param, Post, Req, Res, type RawBodyRequest } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { ApiOperation, ApiTags } from '@nestjs/swagger'
import { ProblemError, Public } from '@recourse/platform'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { AddressLimit } from '../../notices/address-limit.js'
import { ReceiveChannelNoticeCommand } from './receive-channel-notice.handler.js'

/** Notices are a few kilobytes. */
const BODY_LIMIT_BYTES = 64 * 1024

@ApiTags('payment channels')
@Public()
@Controller('channel-notices')
export class ReceiveChannelNoticeController {
  constructor(private readonly commands: CommandBus, private readonly limit: AddressLimit) {}

  @Post(':channel')
  @ApiOperation({ summary: 'For payment channels: their signed notices. Stored before they are acknowledged in the channel\'s own words; then the channel is asked' })
  async receive(@Param('channel') channel: string, @Req() request: RawBodyRequest<FastifyRequest>, @Res() reply: FastifyReply): Promise<void> {
    if (!this.limit.admits(request.ip)) throw new ProblemError('TooManyRequests')
    const body = request.rawBody ?? Buffer.alloc(0)
    if (body.length > BODY_LIMIT_BYTES) throw new ProblemError('PayloadTooLarge', { limit_bytes: BODY_LIMIT_BYTES })
    const acknowledgement = await this.commands.execute(new ReceiveChannelNoticeCommand(channel, request.headers, body))
    await reply.code(acknowledgement.status).type(acknowledgement.contentType).send(acknowledgement.body)
  }
}
