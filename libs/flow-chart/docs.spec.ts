import { expect, it } from '@jest/globals'
import { readFileSync, writeFileSync } from 'node:fs'
import { loadPolicyPacks } from '@recourse/policy'
import { flowOf } from './flow-of.js'
import { renderFlow } from './formats.js'

const FILE = new URL('../../docs/flow-charts.md', import.meta.url)
const BLOCK = /```mermaid\n[^`]*```\n$/

it('the chart in the documentation is the one that runs (LS4); UPDATE_GOLDEN=1 writes it', async () => {
  const written = readFileSync(FILE, 'utf8')
  const drawn = `\`\`\`mermaid\n${await renderFlow(flowOf(loadPolicyPacks().get('livestream-aesthetics', '1.0.0')), 'mermaid', 'en')}\`\`\`\n`
  if (process.env.UPDATE_GOLDEN) writeFileSync(FILE, written.replace(BLOCK, '') + drawn)
  else expect(BLOCK.exec(written)?.[0]).toBe(drawn)
})
