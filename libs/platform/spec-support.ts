import { Body, Controller, Get, HttpCode, Ip, Module, Param, Post, Query } from '@nestjs/common'
import { IsOptional, IsString, Length } from 'class-validator'
import { defineProjection, eventFlowMigrations, quarantineEvents } from '@recourse/event-flow'
import { eventStoreMigrations } from '@recourse/event-store'
import { defineEvent, indexEvents, parseStreamName, streamName, type Command, type Decider, type PersonalData } from '@recourse/kernel'
import pg from 'pg'
import { z } from 'zod'
import { Public } from './auth/auth.guard.js'
import { answerOf, CommandAnswer } from './http/command-answer.js'
import { CommandSender } from './http/command-sender.js'
import { PageQuery } from './http/paging.js'
import { CurrentCaller, type Caller } from './http/request-context.js'
import { ConsumerHost } from './operations/consumer-host.js'
import type { ServiceDefinition } from './service.js'
import type { TestService } from './testing.js'

/** A service of one aggregate, one view and a few doors: what the specs of this library drive. */

const NoteWritten = defineEvent({ type: 'NoteWritten', schema: z.strictObject({ title: z.string() }), personal: z.strictObject({ text: z.string() }) })

type WriteNote = Command<'WriteNote', { readonly title: string; readonly personal?: PersonalData }>

export const noteDecider: Decider<number, WriteNote> = {
  category: 'note',
  initial: 0,
  permissions: { WriteNote: ['agent'] },
  decide: ({ title, personal }) => [NoteWritten({ title }, personal)],
  evolve: (count) => count + 1,
}

export const noteStream = (tenant: string, id: string): string => streamName('note', tenant, id)

/** Titles that the view cannot take at present. */
export const poison = new Set<string>()

const noteProjection = defineProjection({
  name: 'note',
  version: 1,
  events: [NoteWritten],
  columns: { tenant: 'text', id: 'text', title: 'text' },
  key: ['tenant', 'id'],
  reduce: (rows, { stream, data: { title } }) => {
    if (poison.has(title)) throw new Error(`the view cannot take ${title}`)
    const { tenant, id } = parseStreamName(stream)
    rows.put({ tenant, id, title })
  },
})

class NoteDto {
  @IsString() @Length(1, 100)
  title: string

  @IsOptional() @IsString() @Length(1, 100)
  text?: string
}

/** Requests that wait until a spec lets them go. */
export class Gate {
  waiting = 0
  private readonly held: (() => void)[] = []

  pass(): Promise<void> {
    this.waiting += 1
    return new Promise((resolve) => this.held.push(resolve))
  }

  open(): void {
    for (const go of this.held.splice(0)) go()
    this.waiting = 0
  }
}

export const gate = new Gate()

@Controller()
class NotesController {
  constructor(private readonly commands: CommandSender, private readonly host: ConsumerHost) {}

  @Post('notes/:id')
  @HttpCode(200)
  async write(@CurrentCaller() caller: Caller, @Param('id') id: string, @Body() { title, text }: NoteDto): Promise<CommandAnswer> {
    const personal = text === undefined ? {} : { personal: { person: 'lin', fields: { text } } }
    return answerOf(await this.commands.send(caller, noteDecider, noteStream(caller.tenant, id), { type: 'WriteNote', title, ...personal }))
  }

  @Get('notes')
  async list(@Query() { min_position }: PageQuery): Promise<{ items: [] }> {
    await this.host.seen(noteProjection.name, min_position)
    return { items: [] }
  }

  @Get('whoami')
  identity(@CurrentCaller() { identity }: Caller): Caller['identity'] {
    return identity
  }

  @Public()
  @Get('address')
  address(@Ip() address: string): { address: string } {
    return { address }
  }

  @Public()
  @Get('slow')
  async slow(): Promise<{ ok: true }> {
    await gate.pass()
    return { ok: true }
  }

  @Public()
  @Get('broken')
  broken(): never {
    throw Object.assign(new Error('the kettle is off'), { authorization: 'Bearer CANARY', personal: { text: 'CANARY' }, token: 'CANARY' })
  }
}

@Module({ controllers: [NotesController] })
class NotesModule {}

export const notes: Omit<ServiceDefinition, 'openEventStore'> = {
  name: 'notes',
  description: 'Notes, for specs.',
  catalogue: indexEvents([NoteWritten], quarantineEvents),
  migrations: [...eventStoreMigrations, ...eventFlowMigrations],
  open: () => ({ module: NotesModule, projections: [noteProjection] }),
}

/** Ends every connection to a service's database and lets no new one in. */
export const closeDatabase = (service: TestService): Promise<void> => asSuperuser(service, (name) => [
  `ALTER DATABASE ${name} ALLOW_CONNECTIONS false`, `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`,
])

export const openDatabase = (service: TestService): Promise<void> => asSuperuser(service, (name) => [`ALTER DATABASE ${name} ALLOW_CONNECTIONS true`])

const asSuperuser = async ({ infrastructure }: TestService, statements: (database: string) => string[]): Promise<void> => {
  const client = new pg.Client({ connectionString: process.env.RECOURSE_TEST_DATABASE_URL })
  await client.connect()
  for (const statement of statements(new URL(infrastructure.config.DATABASE_URL).pathname.slice(1))) await client.query(statement)
  await client.end()
}
