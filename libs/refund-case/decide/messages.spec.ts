import { describe, expect, it } from '@jest/globals'
import { addMilliseconds, outcomeOfDecision as outcome } from '@recourse/kernel'
import { deadlinesOf } from '../deadlines.js'
import type { RefundCaseEvent } from '../events/index.js'
import { closedPaid, closedRefused, command, HOUR_ms, inAppeal, inPayout, inReview, inSettlement, message, messageId, notice, people, SHA, stateOf, T0, type CaseStream } from '../testing.js'
import { messageHash } from '../message-hash.js'
import { ANSWERS_LEFT_TO_STAFF, MESSAGE_LIMIT } from './post-message.js'

const ANSWER_BY = addMilliseconds(T0, 4 * HOUR_ms)
const LATE = { now: ANSWER_BY }
const overdue = command('MarkAnswerOverdue', { answerBy: ANSWER_BY }, LATE)
const unread = command('MarkNoticeUnread', { readBy: ANSWER_BY }, LATE)
const read = (upTo: number, extra = {}) => command('ReadMessages', { upTo }, extra)
const call = (result: 'REACHED' | 'NOT_REACHED') => command('RecordContact', { channel: 'PHONE', outcome: result }, { by: people.agent })
const thread = (stream: CaseStream) => stateOf(stream).thread
const deadlines = (stream: CaseStream) => deadlinesOf(stream.events.at(-1) as RefundCaseEvent)

describe('messages of a case (MB12, MB49)', () => {
  it.each([['review', inReview], ['settlement', inSettlement], ['payout', inPayout], ['an appeal', inAppeal], ['a closed case', closedPaid]])('are written in any phase: %s', (_, given) => {
    const stream = given()
    const { phase } = stateOf(stream)
    expect(stream.when(message(1))).toMatchObject([{
      type: 'MessagePosted', data: { messageId: messageId(1), messageNo: 1, from: 'CUSTOMER', textSha256: messageHash(SHA, 'message 1'), answerBy: ANSWER_BY }, personal: { person: people.customer.id },
    }])
    expect(stateOf(stream).phase).toBe(phase)
  })

  it('by staff answer everything that was asked, and whoever answers has spoken with the customer', () => {
    const stream = inReview().given(message(1), message(2))
    expect(stream.when(message(3, { by: people.doctor }))).toMatchObject([{ data: { from: 'STAFF', messageNo: 3, answers: [messageId(1), messageId(2)] } }])
    expect(deadlines(stream)).toEqual({ clear: ['answer'], set: [] })
    expect(thread(stream).question).toBeUndefined()
    expect(stateOf(stream).agents).toEqual([people.doctor.id])
    expect(stream.when(message(4, { by: people.agent }))).toMatchObject([{ data: expect.not.objectContaining({ answers: expect.anything() }) }])
  })

  it('start one clock until staff answer', () => {
    const stream = inReview().given(message(1))
    expect(deadlines(stream)).toEqual({ clear: [], set: [{ name: 'answer', dueAt: ANSWER_BY, data: null }] })
    stream.given(message(2, LATE))
    expect(deadlines(stream).set).toEqual([])
    expect(outcome(stream.when({ ...overdue, now: addMilliseconds(ANSWER_BY, -1) }))).toEqual([])
    expect(stream.when(overdue)).toMatchObject([{ type: 'MessageAnswerOverdue', data: { messageId: messageId(1), answerBy: ANSWER_BY } }])
    expect(outcome(stream.when(overdue))).toEqual([])
    stream.given(message(3, { by: people.agent }), message(4, LATE))
    expect(thread(stream).question).toMatchObject({ messageIds: [messageId(4)], overdue: false })
    expect(outcome(stream.when(overdue))).toEqual([])
  })

  it('are not overdue once answered', () => {
    expect(outcome(inReview().given(message(1), message(2, { by: people.agent })).when(overdue))).toEqual([])
  })

  it('outlive the stage and the case', () => {
    const stream = inReview().given(message(1))
    for (const next of [command('WithdrawRefund', {})]) stream.given(next)
    expect(stream.events.slice(-2).flatMap((event) => deadlinesOf(event as RefundCaseEvent).clear)).not.toContain('answer')
    expect(outcome(stream.when(overdue))).toEqual(['MessageAnswerOverdue'])
  })

  it('are posted once by their id', () => {
    expect(outcome(inReview().given(message(1)).when(message(1)))).toEqual([])
  })

  it('are those of the customer also when the customer works here', () => {
    const employee = { id: people.customer.id, roles: ['agent' as const] }
    expect(inReview().when(message(1, { by: employee }))).toMatchObject([{ data: { from: 'CUSTOMER' } }])
  })

  it('have an end: TooManyMessages', () => {
    const stream = inReview()
    for (let n = 1; n <= MESSAGE_LIMIT; n += 1) stream.given(message(n))
    expect(outcome(stream.when(message(MESSAGE_LIMIT + 1)))).toBe('refused: TooManyMessages')
    for (let n = 1; n <= ANSWERS_LEFT_TO_STAFF; n += 1) stream.given(message(MESSAGE_LIMIT + n, { by: people.agent }))
    expect(outcome(stream.when(message(MESSAGE_LIMIT + ANSWERS_LEFT_TO_STAFF + 1, { by: people.agent })))).toBe('refused: TooManyMessages')
    expect(outcome(stream.when(notice(MESSAGE_LIMIT + ANSWERS_LEFT_TO_STAFF + 1)))).toEqual(['MessagePosted'])
  })

  it('are for whoever the case concerns', () => {
    expect(outcome(inReview().when(message(1, { by: people.stranger })))).toBe('refused: NotYourCase')
    expect(outcome(inReview().when(message(1, { by: people.financeMaker })))).toBe('refused: RoleNotPermitted')
  })
})

describe('notices (MB8, FO8)', () => {
  const text = { en: '100.00 approved', 'zh-CN': '100.00已通过' }

  it('say the same in both languages, by a template of the pack, and are hashed into the case', () => {
    expect(inPayout().when(notice(1))).toMatchObject([{
      type: 'MessagePosted', data: { from: 'SYSTEM', template: { kind: 'refund-approved', version: 1 }, textSha256: messageHash(SHA, text), readBy: ANSWER_BY },
    }])
    expect(outcome(inPayout().given(notice(1)).when(notice(1)))).toEqual([])
  })

  it('that nobody has read in time become a task, once', () => {
    const stream = inPayout().given(notice(1))
    expect(deadlines(stream)).toEqual({ clear: [], set: [{ name: 'noticeRead', dueAt: ANSWER_BY, data: null }] })
    stream.given(notice(2))
    expect(deadlines(stream).set).toEqual([])
    expect(stream.when(unread)).toMatchObject([{ type: 'NoticeUnread', data: { messageId: messageId(1), messageNo: 1, kind: 'refund-approved' } }])
    expect(outcome(stream.when(unread))).toEqual([])
    expect(thread(stream).contactTask).toBe(1)
  })

  it('are no task for whoever has read them, nor when they only say that money is on its way', () => {
    expect(outcome(inPayout().given(notice(1), read(1)).when(unread))).toEqual([])
    expect(outcome(inPayout().given(notice(1, 'money-sent')).when(unread))).toEqual([])
  })

  it('are told by telephone, also when the refusal has closed the case', () => {
    const stream = closedRefused().given(notice(1, 'refund-refused'), unread)
    expect(outcome(stream.when(call('NOT_REACHED')))).toEqual(['ContactAttempted'])
    expect(thread(stream).contactTask).toBe(1)
    expect(outcome(stream.when(call('REACHED')))).toEqual(['ContactAttempted'])
    expect(deadlines(stream).clear).toEqual(['noticeRead'])
    expect(thread(stream)).toMatchObject({ unread: [], contactTask: undefined })
    expect(outcome(stream.when(call('REACHED')))).toBe('refused: CaseClosed')
  })

  it('begin a new clock after the customer was told of the earlier ones', () => {
    const stream = inPayout().given(notice(1), unread, call('REACHED'))
    expect(stream.when({ ...notice(2), ...LATE })).toMatchObject([{ data: { readBy: addMilliseconds(ANSWER_BY, 4 * HOUR_ms) } }])
  })
})

describe('reading', () => {
  it('is recorded once for every advance, and starts the clock of what came after it', () => {
    const stream = inPayout().given(notice(1), notice(2))
    expect(stream.when(read(1))).toMatchObject([{ type: 'MessagesRead', data: { upTo: 1, readBy: ANSWER_BY } }])
    expect(deadlines(stream)).toEqual({ clear: ['noticeRead'], set: [{ name: 'noticeRead', dueAt: ANSWER_BY, data: null }] })
    expect(outcome(stream.when(read(1)))).toEqual([])
    expect(stream.when(read(2))).toMatchObject([{ data: { upTo: 2 } }])
    expect(thread(stream)).toMatchObject({ unread: [], readUpTo: 2, readBy: undefined })
  })

  it('ends the task only when it got that far', () => {
    const stream = inPayout().given(notice(1, 'money-sent'), notice(2), unread)
    expect(thread(stream).contactTask).toBe(2)
    expect(thread(stream.given(read(1))).contactTask).toBe(2)
    expect(thread(stream.given(read(2))).contactTask).toBeUndefined()
  })

  it('goes no further than there are messages: UnknownMessage', () => {
    expect(outcome(inPayout().when(read(1)))).toBe('refused: UnknownMessage')
  })
})

it('erasing the customer leaves nobody waiting', () => {
  const stream = closedRefused().given(message(1), notice(2), command('EraseCustomer', {}, { now: '2026-04-01T00:00:00.000Z' }))
  expect(thread(stream)).toMatchObject({ question: undefined, unread: [], readBy: undefined })
  expect(deadlines(stream)).toEqual({ clear: ['answer', 'noticeRead'], set: [] })
})
