import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from '@jest/globals'
import { channelSwitchPermissions } from '@recourse/channel-switch'
import { orderPermissions } from '@recourse/order'
import { reconciliationPermissions } from '@recourse/reconciliation'
import { refundCasePermissions } from '@recourse/refund-case'
import { root } from '@recourse/test-support/launch-system'
import { transferBatchPermissions } from '@recourse/transfer-batch'
import { aimsOf, LEFT_OUT, steps, type WalkName } from './steps.js'
import { WRITERS } from './writers.js'

const sourcesIn = (folder: string): [file: string, text: string][] =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(\.spec|spec-support|\.fixture|\.d)\.ts$|(^|\/)(dist|node_modules|sandbox|migrations|tck)\//.test(file))
    .map((file) => [join(folder, file), readFileSync(join(root, folder, file), 'utf8')])

const matches = (pattern: RegExp, texts: readonly string[]): string[] => [...new Set(texts.flatMap((text) => [...text.matchAll(pattern)].map(([, name]) => name!)))].toSorted()

const aimedAt = [...new Set((Object.keys(steps) as WalkName[]).flatMap((walk) => [...aimsOf(walk).once, ...(aimsOf(walk).twice ?? [])]))].toSorted()
const COMMAND = 'append.'

describe('the crash test', () => {
  it('knows every step in the source, and no other', () => {
    const texts = ['libs', 'services'].flatMap(sourcesIn).map(([, text]) => text)
    const ledger = matches(/ledger\.transaction\('([a-z-]+)'/g, texts).map((name) => `transfer.${name}`)
    const named = [...matches(/\bstep\('([^']+)'/g, texts), ...matches(/\bfailpoint\('([^']+)\.(?:before|after)'\)/g, texts), ...ledger]
    expect(named.toSorted()).toEqual([...aimedAt, ...Object.keys(LEFT_OUT)].filter((step) => !step.startsWith(COMMAND)).toSorted())
  })

  it('aims at every command that the payout service sends, or says why not', () => {
    const known = [channelSwitchPermissions, orderPermissions, reconciliationPermissions, refundCasePermissions, transferBatchPermissions].flatMap((permissions) => Object.keys(permissions))
    const sent = matches(/type: '([A-Z]\w+)'/g, sourcesIn('services/payout/src').map(([, text]) => text)).filter((type) => known.includes(type))
    const leftOut = Object.keys(LEFT_OUT).filter((step) => step.startsWith(COMMAND)).toSorted()
    expect(sent.map((type) => COMMAND + type).filter((step) => !aimedAt.includes(step))).toEqual(leftOut)
  })

  it('knows every statement that writes in what pays, relays and consumes, and the steps around it', () => {
    const folders = ['libs/event-flow', 'libs/payment-channels/bank-transfer', 'services/payout/src', 'services/relay/src']
    const sources = folders.flatMap(sourcesIn).filter(([, text]) => !text.includes('MigrationInterface'))
    const found = sources.map(([file, text]) => [file, [...text.matchAll(STATEMENT)].length] as const).filter(([, statements]) => statements > 0)
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(Object.entries(WRITERS).map(([file, { statements }]) => [file, statements])))
    expect(Object.values(WRITERS).flatMap(({ within }) => within).filter((step) => !aimedAt.includes(step) && !(step in LEFT_OUT))).toEqual([])
  })
})

/** SQL that changes something, and calls of what others keep for us. */
const STATEMENT = /\b(?:INSERT INTO|DELETE FROM|CREATE (?:TABLE|VIEW|INDEX)|DROP (?:TABLE|VIEW)|UPDATE (?!SET)\w+ SET)\b|\blog\.(?:publish|ensure)\(|\.channel\.refund\(|\.bank\.call\('POST'/g
