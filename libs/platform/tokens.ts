/** Injection tokens for what has no class of its own: `@Inject(CLOCK) clock: Clock`. */
export const CLOCK = Symbol('Clock')
export const CONFIG = Symbol('Config')
export const EVENT_STORE = Symbol('EventStore')
export const LOGGER = Symbol('Logger')
export const POOL = Symbol('pg.Pool')
