import { afterEach, beforeEach, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { openNoticeInbox, type NoticeInbox } from './notice-inbox.js'
import { NoticePost } from './notice-post.js'

let inbox: NoticeInbox
let post: NoticePost
let made = 0

beforeEach(async () => {
  inbox = await openNoticeInbox()
  made = 0
})

afterEach(async () => {
  post.stop()
  await inbox.close()
})

const notice = (url = inbox.url) => () => ({ url, headers: {}, body: String(++made) })

const bodies = () => inbox.received.map(({ body }) => new TextDecoder().decode(body))

it('repeats a notice, made anew each time, until it is acknowledged', async () => {
  post = new NoticePost([5, 5, 5, 60_000])
  inbox.answerWith(500)
  post.send(notice())
  await eventually('two attempts', async () => inbox.received.length >= 2)
  inbox.answerWith(204)
  await eventually('the acknowledgement', async () => inbox.received.length >= 3)
  expect(bodies().slice(0, 3)).toEqual(['1', '2', '3'])
})

it('gives up after the last pause', async () => {
  post = new NoticePost([1])
  post.send(notice('http://127.0.0.1:1/'))
  await eventually('the second attempt', async () => made === 2)
  post.send(notice())
  await eventually('another notice', async () => inbox.received.length === 1)
  expect(bodies()).toEqual(['3'])
})

it('sends nothing any more once it is stopped', async () => {
  post = new NoticePost([60_000])
  inbox.answerWith(500)
  post.send(notice())
  await eventually('the first attempt', async () => inbox.received.length === 1)
  post.stop()
  post.send(notice())
  expect(made).toBe(1)
})
