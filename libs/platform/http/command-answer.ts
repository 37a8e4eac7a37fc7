import { ApiProperty } from '@nestjs/swagger'
import { isRefusal, type Refusal } from '@recourse/kernel'
import { parseStreamName } from '@recourse/kernel'
import type { Executed } from '@recourse/event-store'
import { RefusedError } from './problem.js'

/** What every accepted command answers. Send `version` back in If-Match, `position` in `?min_position=` to read your own write. */
export class CommandAnswer {
  @ApiProperty({ description: 'Id of the case, order, plan… that was changed' })
  id: string

  @ApiProperty({ description: 'Its version after the command; also in the ETag header' })
  version: number

  @ApiProperty({ description: 'Opaque place in the event log; views answer with it once they have seen it (?min_position=)' })
  position: string

  @ApiProperty({ description: 'True when this request had been carried out before and nothing was done now' })
  repeated: boolean
}

/** Of a command that takes a refund case forward. */
export class CaseAnswer extends CommandAnswer {
  @ApiProperty({ required: false, description: 'When the step that the case is in now should be done; absent once it is closed' })
  expectedBy?: string
}

/** @throws RefusedError, which the filter turns into problem+json. */
export const answerOf = (outcome: Executed | Refusal): CommandAnswer => {
  if (isRefusal(outcome)) throw new RefusedError(outcome)
  return { id: parseStreamName(outcome.stream).id, version: outcome.version, position: outcome.position, repeated: outcome.repeated }
}
