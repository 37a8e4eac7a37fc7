export * from './case-path.js'
export * from './chart.js'
export * from './flow-of.js'
export * from './formats.js'
