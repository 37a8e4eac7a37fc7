export * from './commands.js'
export * from './decider.js'
export * from './events.js'
export { complaintRefusals, refuse as complaintRefusal } from './refusals.js'
