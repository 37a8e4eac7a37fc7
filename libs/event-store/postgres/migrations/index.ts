import { CreateEventLog1763700000000 } from './create-event-log.js'
import { CreatePersonKey1763700000001 } from './create-person-key.js'

/** TypeORM migrations of everything this library keeps in Postgres: the event log and the key ring. */
export const eventStoreMigrations = [CreateEventLog1763700000000, CreatePersonKey1763700000001]
