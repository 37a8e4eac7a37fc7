import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals'
import { loadCurricula } from './curriculum.js'
import { loadPolicyPacks } from './load.js'

describe('the shipped curricula', () => {
  it('teach policy and law, communication and teamwork, emergencies and after-care, in both languages (MB20, MB21, FO23)', () => {
    const courses = loadCurricula()
    expect([...courses.keys()].sort()).toEqual(['after-care', 'communication', 'emergency', 'refund-policy'])
    expect(courses.get('communication')!.items.map(({ id }) => id)).toEqual(['listening', 'answers', 'refusal-talk', 'teamwork'])
    for (const { items } of courses.values()) for (const { text } of items) expect(text['zh-CN']).toMatch(/[\u4e00-\u9fff]/)
  })

  it('hold every course that a shipped pack asks for', () => {
    const courses = loadCurricula()
    const asked = loadPolicyPacks().all().flatMap((pack) => (pack.kind === 'refund' ? pack.trainingForDecision : pack.trainingForTasks))
    expect(asked.filter((course) => !courses.has(course))).toEqual([])
  })
})

describe('a curriculum that cannot be', () => {
  let directory: string
  beforeAll(() => { directory = mkdtempSync(join(tmpdir(), 'recourse-curricula-')) })
  afterAll(() => rmSync(directory, { recursive: true }))

  const text = '{ en: a, zh-CN: 甲 }'
  it.each([
    ['id: is other', `id: other\nversion: 1.0.0\ntitle: ${text}\npassMark_percent: 80\nvalidFor_days: 1\nitems: [{ id: a, text: ${text} }]`],
    ['two have the same id', `id: course\nversion: 1.0.0\ntitle: ${text}\npassMark_percent: 80\nvalidFor_days: 1\nitems: [{ id: a, text: ${text} }, { id: a, text: ${text} }]`],
    ['passMark_percent: is missing', `id: course\nversion: 1.0.0\ntitle: ${text}\nvalidFor_days: 1\nitems: [{ id: a, text: ${text} }]`],
  ])('is refused with its place: %s', (fault, yaml) => {
    writeFileSync(join(directory, 'course.yaml'), yaml)
    expect(() => loadCurricula(directory)).toThrow(fault)
  })
})
