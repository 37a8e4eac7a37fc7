import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from '@jest/globals'
import { root } from '@recourse/test-support/launch-system'
import { failpoints } from './failpoints.js'

const sourcesIn = (folder: string): string[] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(\.spec|\.d)\.ts$|(^|\/)(dist|node_modules)\//.test(file))
    .map((file) => readFileSync(join(root, folder, file), 'utf8'))

it('the crash test knows every failpoint in the source, and no other', () => {
  const named = [...sourcesIn('libs'), ...sourcesIn('services')].flatMap((text) => [...text.matchAll(/\bfailpoint\('([^']+)'\)/g)].map(([, name]) => name!))
  expect([...new Set(named)].toSorted()).toEqual(Object.keys(failpoints).toSorted())
})
