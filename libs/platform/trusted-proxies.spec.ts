import { expect, it } from '@jest/globals'
import { notes } from './spec-support.js'
import { startTestService } from './testing.js'

/** Whom a service takes for the caller; its connection always comes from 127.0.0.1. */
const callers = async (settings: Record<string, string>, ...forwarded: string[]): Promise<string[]> => {
  const service = await startTestService(notes, { consumers: false, settings })
  try {
    return await Promise.all(forwarded.map(async (others) => (await service.anonymous.get('/address', { others: { 'x-forwarded-for': others } })).body.address as string))
  } finally {
    await service.close()
  }
}

it('nobody is believed about where a request comes from, unless he is named', async () => {
  expect(await callers({}, '192.0.2.1', '192.0.2.2')).toEqual(['127.0.0.1', '127.0.0.1'])
  expect(await callers({ TRUSTED_PROXIES: '10.0.0.1' }, '192.0.2.1')).toEqual(['127.0.0.1'])
})

it('a proxy that is named is believed about its own caller, and not about what that one says', async () => {
  expect(await callers({ TRUSTED_PROXIES: '127.0.0.1' }, '192.0.2.1', 'a lie, 192.0.2.2', '198.51.100.9, 192.0.2.3')).toEqual(['192.0.2.1', '192.0.2.2', '192.0.2.3'])
})

it('several proxies in a row are named by their network', async () => {
  expect(await callers({ TRUSTED_PROXIES: '127.0.0.0/8,10.0.0.0/8' }, '198.51.100.9, 192.0.2.1, 10.1.2.3')).toEqual(['192.0.2.1'])
})
