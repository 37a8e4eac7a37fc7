export * from './eventstoredb-double.js'
export { ServerLog } from './server-log.js'
