#!/usr/bin/env node
import { existsSync } from 'node:fs'

const main = new URL('../dist/main.js', import.meta.url)
if (existsSync(main)) {
  await import(main)
} else {
  console.error('recourse: not built yet. Run `npm run build` (or `npm start`, which also starts everything) in the checkout, then try again.')
  process.exitCode = 1
}
