import { KeyDestroyed, type EventCodec } from '@recourse/event-store'

/** A secret of the person for one message, the same at every attempt to send it; undefined once the person was erased. */
export const messageSalt = async (codec: Pick<EventCodec, 'fingerprint'>, tenant: string, person: string, messageId: string): Promise<string | undefined> => {
  try {
    return await codec.fingerprint(tenant, { person, fields: { salt: messageId } })
  } catch (error) {
    if (error instanceof KeyDestroyed) return undefined
    throw error
  }
}
