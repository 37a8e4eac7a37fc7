import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger'
import type { EventCodec } from '@recourse/event-store'
import type { EventOf, Texts } from '@recourse/kernel'
import { MESSAGE_SENDERS, MessagePosted } from '@recourse/refund-case'

type Posted = EventOf<typeof MessagePosted>

export class MessageView implements Pick<Posted['data'], 'messageId' | 'messageNo' | 'from' | 'textSha256'> {
  @ApiProperty()
  messageId: string

  @ApiProperty({ description: 'Its place in the thread, from 1' })
  messageNo: number

  @ApiProperty({ enum: MESSAGE_SENDERS })
  from: Posted['data']['from']

  @ApiPropertyOptional({ description: 'To staff: which of them wrote it' })
  by?: string

  @ApiProperty()
  at: string

  @ApiProperty({ nullable: true, type: String, description: 'Null after the customer was erased' })
  text: string | null

  @ApiPropertyOptional({ description: 'Of a notice: both languages', type: Object })
  texts?: Texts

  @ApiProperty({ description: 'SHA-256 of the canonical JSON of [salt, text], of a notice of [salt, texts]' })
  textSha256: string

  @ApiPropertyOptional({ description: 'Absent after the customer was erased: then the hash tells nothing' })
  salt?: string

  @ApiPropertyOptional({ description: 'Of a notice: kind and version of the pack\'s template', type: Object })
  template?: Posted['data']['template']

  @ApiPropertyOptional({ type: [String], description: 'Messages of the customer that it answers' })
  answers?: string[]
}

export const isMessage = (event: { readonly type: string }): event is Posted => event.type === MessagePosted.type

/** A message with its text opened, in the reader's language where it has both. */
export const messageView = async (event: Posted, codec: Pick<EventCodec, 'open'>, language: keyof Texts, showsStaff: boolean): Promise<MessageView> => {
  const { messageId, messageNo, from, textSha256, template, answers } = event.data
  const { text, salt } = (await codec.open(event) ?? {}) as { text?: string | Texts; salt?: string }
  const isBoth = typeof text === 'object'
  return {
    messageId, messageNo, from, at: event.metadata.recordedAt, text: (isBoth ? text[language] : text) ?? null, textSha256,
    ...(isBoth ? { texts: text } : {}), ...(salt === undefined ? {} : { salt }), ...(template ? { template } : {}), ...(answers ? { answers } : {}),
    ...(showsStaff && from === 'STAFF' ? { by: event.metadata.actor.id } : {}),
  }
}
