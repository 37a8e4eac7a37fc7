import { expect, it } from '@jest/globals'
import { TokenBucket } from './token-bucket.js'

const bucketOf = (perSecond: number) => {
  let now_ms = 5_000
  const bucket = new TokenBucket(perSecond, { elapsed_ms: () => now_ms })
  const takenNow = () => {
    let taken = 0
    while (bucket.take() === 0) taken += 1
    return taken
  }
  return { bucket, takenNow, pass: (milliseconds: number) => (now_ms += milliseconds) }
}

it('lets no more through in any second than its rate and a tenth', () => {
  const { takenNow, pass } = bucketOf(100)
  let taken = takenNow()
  expect(taken).toBe(10)
  for (let step = 0; step < 100; step += 1) {
    pass(10)
    taken += takenNow()
  }
  expect(taken).toBe(110)
})

it('says how long to wait, and then there is one', () => {
  const { bucket, pass } = bucketOf(4)
  expect([bucket.take(), bucket.take()]).toEqual([0, 250])
  pass(250)
  expect([bucket.take(), bucket.take()]).toEqual([0, 250])
})

it('saves nothing up in silence', () => {
  const { takenNow, pass } = bucketOf(50)
  pass(86_400_000)
  expect(takenNow()).toBe(5)
})
