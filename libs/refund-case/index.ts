export * from './commands.js'
export * from './events/index.js'
export * from './phases.js'
