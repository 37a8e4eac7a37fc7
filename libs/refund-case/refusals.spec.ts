import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from '@jest/globals'
import { refundCaseRefusals } from './refusals.js'

const decide = fileURLToPath(new URL('./decide/', import.meta.url))
const specs = readdirSync(decide).filter((file) => file.endsWith('.spec.ts')).map((file) => readFileSync(decide + file, 'utf8')).join('\n')

describe('the catalogue of refusals', () => {
  it.each(Object.keys(refundCaseRefusals))('%s has a spec', (code) => {
    expect(specs).toMatch(new RegExp(`refused: ${code}'|code: '${code}'|\\['${code}',`))
  })

  it.each(Object.entries(refundCaseRefusals))('%s has a text in both languages', (_, { en, zh }) => {
    expect(en).toMatch(/^[\x20-\x7e]{10,}$/)
    expect(zh).toMatch(/[\u4e00-\u9fff]{4,}/)
  })
})
