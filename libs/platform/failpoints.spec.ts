import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, expect, it } from '@jest/globals'
import { armFailpoints, failpoint } from '@recourse/kernel'
import { armFailpointsIn, FailpointHit } from './failpoints.js'

const folder = mkdtempSync(join(tmpdir(), 'recourse-failpoints-'))
const order = (name: string, what: string): void => writeFileSync(join(folder, name), what)

afterEach(() => armFailpoints(undefined))
afterAll(() => rmSync(folder, { recursive: true }))

it('a failpoint that nobody armed does nothing', () => {
  order('desk', 'throw@1')
  expect(() => failpoint('desk')).not.toThrow()
})

it('an armed one fails at the pass that was asked for, and once', () => {
  armFailpointsIn(folder)
  order('desk', 'throw@2')
  expect(() => failpoint('desk')).not.toThrow()
  expect(() => failpoint('till')).not.toThrow()
  expect(() => failpoint('desk')).toThrow(FailpointHit)
  expect(existsSync(join(folder, 'desk'))).toBe(false)
  expect(() => failpoint('desk')).not.toThrow()
})

it('may fail again when it is passed again, if that was asked for', () => {
  armFailpointsIn(folder)
  order('desk', 'throw@1,throw@2')
  expect(() => failpoint('desk')).toThrow(FailpointHit)
  expect(() => failpoint('desk')).not.toThrow()
  expect(() => failpoint('desk')).toThrow(FailpointHit)
  expect(() => failpoint('desk')).not.toThrow()
})

it.each(['', 'throw', 'throw@0', 'stop@1', 'throw@99999'])('an order that cannot be read is none: %s', (what) => {
  armFailpointsIn(folder)
  order('desk', what)
  expect(() => failpoint('desk')).not.toThrow()
})
