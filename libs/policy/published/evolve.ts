import { assertNever } from '@recourse/kernel'
import type { Pack } from '../pack-schema.js'
import type { PolicyPackEvent } from './events/index.js'
import type { PublishedPack, PublishedVersion } from './state.js'

export const evolve = (published: PublishedPack, event: PolicyPackEvent): PublishedPack => {
  switch (event.type) {
    case 'PolicyPackPublished': {
      const { id: _id, content, ...facts } = event.data
      // What was published passed the schema of its day.
      const pack = content as unknown as Pack
      return { versions: [...published.versions, { ...facts, reviewOverdue: false, pack }] }
    }
    case 'ClauseReviewOverdue': return changed(published, event.data.version, { reviewOverdue: true })
    case 'ClauseReviewConfirmed': return changed(published, event.data.version, { reviewBy: event.data.reviewBy, reviewOverdue: false })
    default: return assertNever(event)
  }
}

const changed = ({ versions }: PublishedPack, version: string, change: Partial<PublishedVersion>): PublishedPack => ({
  versions: versions.map((known) => (known.version === version ? { ...known, ...change } : known)),
})
