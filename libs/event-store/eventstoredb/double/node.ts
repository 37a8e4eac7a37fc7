import type { Metadata, ServiceError } from '@grpc/grpc-js'
import { accessDenied, notLeader } from './errors.js'
import type { ServerLog } from './server-log.js'

/** One node of the server. */
export interface ServerNode {
  readonly log: ServerLog
  /** Where the leader is, for a follower. */
  readonly leader?: () => { readonly host: string; readonly port: number }
  /** Whether the user that calls may not do so. */
  readonly denies: boolean
  /** Ends of what is read live, to drop subscriptions as a server does whose reader is too slow. */
  readonly subscriptions: Set<(error: ServiceError) => void>
}

/** What a node looks at before anything else. */
export const refusalOf = (node: ServerNode, metadata: Metadata): ServiceError | undefined => {
  if (node.denies) return accessDenied()
  const leader = metadata.get('requires-leader')[0] === 'true' ? node.leader?.() : undefined
  return leader && notLeader(leader.host, leader.port)
}
