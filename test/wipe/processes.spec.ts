import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from '@jest/globals'
import { eventually } from '@recourse/test-support'
import { letTimePass } from '@recourse/test-support/cases'
import { onlineRetail } from '@recourse/test-support/fixture'
import { countOf, expectExactBooks, importFixture, untilRecorded } from '@recourse/test-support/import'
import { useSystem } from '@recourse/test-support/system'

const used = useSystem({ ownPostgres: true })
const folder = mkdtempSync(join(tmpdir(), 'recourse-parts-'))
afterAll(() => rmSync(folder, { recursive: true }))

const VICTIMS = ['intake', 'audit', 'payout', 'after-care', 'analytics', 'relay', 'sandbox', 'nats', 'postgres'] as const

describe('kill -9', () => {
  it('of every process in turn during an import: the table comes out exactly, the channel paid each refund once', used.test(async () => {
    const { system } = used
    let hitsInMidRun = 0
    for (const [index, victim] of VICTIMS.entries()) {
      const part = writePart(index)
      const before = await countOf(system, 'RefundRequested')
      const importing = system.recourse('import', '--orders', part.orders, '--cancellations', part.cancellations, '--no-wait', '--json')
      await untilRecorded(system, 'RefundRequested', before + 1)
      if ((await countOf(system, 'RefundCaseClosed')) < (await countOf(system, 'RefundRequested'))) hitsInMidRun += 1
      await system.kill(victim)
      const { code, stdout, stderr } = await importing
      expect({ victim, code, faults: JSON.parse(stdout || '{}').faults, stderr }).toMatchObject({ victim, code: 0, faults: [] })
    }
    expect(hitsInMidRun).toBeGreaterThan(VICTIMS.length / 2)
    await eventually('every case is closed', async () => {
      await letTimePass(system)
      return (await countOf(system, 'RefundCaseClosed')) === onlineRetail.cancellationCount
    }, 60_000)
    const { code, stdout } = await importFixture(system)
    expect({ code, summary: JSON.parse(stdout) }).toMatchObject({ code: 0, summary: { orders: { recorded: 0, repeated: 300 }, cancellations: { recorded: 0, repeated: 47 } } })
    await expectExactBooks(system)
  }), 180_000)
})

/** The cancellations are dealt out evenly, each part with the orders they belong to; the first part has all other orders. */
const writePart = (index: number): { orders: string; cancellations: string } => {
  const [header, ...orders] = linesOf(onlineRetail.orders)
  const [columns, ...cancellations] = linesOf(onlineRetail.cancellations)
  const cancelled = [...new Set(cancellations.map((line) => line.split(',')[1]!))]
  const partOf = (orderId: string): number => Math.max(cancelled.indexOf(orderId), 0) % VICTIMS.length
  const write = (name: string, lines: readonly string[]): string => {
    const file = join(folder, `${index}-${name}.csv`)
    writeFileSync(file, `${lines.join('\n')}\n`)
    return file
  }
  return {
    orders: write('orders', [header!, ...orders.filter((line) => partOf(line.split(',')[0]!) === index)]),
    cancellations: write('cancellations', [columns!, ...cancellations.filter((line) => partOf(line.split(',')[1]!) === index)]),
  }
}

const linesOf = (file: string): string[] => readFileSync(file, 'utf8').trimEnd().split('\n')
