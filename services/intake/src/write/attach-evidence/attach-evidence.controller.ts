import { Body, Controller, HttpCode, Param, ParseUUIDPipe, Post, UploadedFile, UseGuards, UseInterceptors } from '@nestjs/common'
import { CommandBus } from '@nestjs/cqrs'
import { FileInterceptor } from '@nestjs/platform-fastify/multipart'
import { ApiBearerAuth, ApiBody, ApiConsumes, ApiCreatedResponse, ApiHeader, ApiOperation, ApiTags } from '@nestjs/swagger'
import { answerOf, CurrentCaller, type Caller } from '@recourse/platform'
import { EVIDENCE_LIMIT_BYTES } from '../../evidence-files.js'
import { Expectations } from '../../expectations.js'
import { AttachEvidenceAnswer, AttachEvidenceDto } from './attach-evidence.dto.js'
import { AttachEvidenceCommand } from './attach-evidence.handler.js'
import { UploadGuard } from './upload.guard.js'

@ApiTags('refund cases')
@ApiBearerAuth()
@Controller('refund-cases')
export class AttachEvidenceController {
  constructor(private readonly commands: CommandBus, private readonly expectations: Expectations) {}

  @Post(':caseId/evidence')
  @HttpCode(201)
  @UseGuards(UploadGuard)
  @UseInterceptors(FileInterceptor('file', { limits: { fileSize: EVIDENCE_LIMIT_BYTES + 1, files: 1, fields: 4, fieldSize: 256 } }))
  @ApiConsumes('multipart/form-data')
  @ApiBody({ schema: { type: 'object', required: ['file', 'kind'], properties: { file: { type: 'string', format: 'binary' }, kind: { type: 'string' }, bodySite: { type: 'string' } } } })
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ApiOperation({ summary: 'Upload evidence (JPEG, PNG, WebP, HEIC, PDF or MP4, at most 10 MB); its type is told from the content' })
  @ApiCreatedResponse({ type: AttachEvidenceAnswer })
  async attach(
    @CurrentCaller() caller: Caller,
    @Param('caseId', ParseUUIDPipe) caseId: string,
    @Body() body: AttachEvidenceDto,
    @UploadedFile() file: { buffer: Buffer } | undefined,
  ): Promise<AttachEvidenceAnswer> {
    const { outcome, evidence } = await this.commands.execute(new AttachEvidenceCommand(caller, caseId, body, file?.buffer ?? Buffer.alloc(0)))
    return this.expectations.with(caller, { ...answerOf(outcome), ...evidence! })
  }
}
