import { streamName, uuidv5 } from '@recourse/kernel'

/** The stream of a person's training. Subjects of an identity provider may hold any character, so the id is derived. */
export const trainingStream = (tenant: string, person: string): string => streamName('training', tenant, uuidv5(JSON.stringify(['training', tenant, person])))
