import { describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import { csvCells, csvRow } from './csv.js'
import { readReturnFile, writeReturnFile, type ReturnFile } from './return-file.js'
import { readStatementFile, writeStatementFile } from './statement-file.js'
import { readTransferFile, writeTransferFile, type TransferFile } from './transfer-file.js'

const AT = '2026-11-22T08:00:00.000Z'

const transfer: TransferFile = {
  customerNo: '8800000001', payerAccount: '62000000000000001', fileNo: '5f0c2a86-6a5e-4c0b-9d43-0f3c0ad4f001',
  instructions: [
    { instructionNo: 'case-1|*@', accountName: '林小满', accountNo: '622200011122', bankCode: '', amount_minor: 3_005, remark: '退款 A-1' },
    { instructionNo: 'case-2-1', accountName: 'O"Neil, Ann', accountNo: '622200011123', bankCode: '102100099996', amount_minor: 1, remark: '' },
  ],
}

const returned: ReturnFile = {
  customerNo: '8800000001', returnNo: 'R1', fileNo: transfer.fileNo, madeAt: AT,
  results: [
    { instructionNo: 'case-1|*@', amount_minor: 3_005, result: 'PAID', code: '', serial: '0000000000000001', at: AT },
    { instructionNo: 'case-2-1', amount_minor: 1, result: 'FAILED', code: 'YQ9982', serial: '', at: AT },
  ],
}

describe('a file', () => {
  it('of transfers, of results or of a day is read as it was written', () => {
    expect(readTransferFile(writeTransferFile(transfer))).toEqual(transfer)
    expect(readReturnFile(writeReturnFile(returned))).toEqual(returned)
    const statement = { customerNo: '8800000001', day: '2026-11-22', movements: [{ serial: '1', instructionNo: 'case-1', direction: 'BACK' as const, amount_minor: 5, at: AT }] }
    expect(readStatementFile(writeStatementFile(statement))).toEqual(statement)
  })

  it('is the same, byte for byte, whenever it is written', () => {
    expect(writeTransferFile(transfer).equals(writeTransferFile(structuredClone(transfer)))).toBe(true)
    expect(writeTransferFile(transfer).toString('utf8')).toBe([
      'H,TRANSFER,1,8800000001,62000000000000001,5f0c2a86-6a5e-4c0b-9d43-0f3c0ad4f001,CNY,30.06,2',
      'D,case-1|*@,林小满,622200011122,,30.05,退款 A-1',
      'D,case-2-1,"O""Neil, Ann",622200011123,102100099996,0.01,',
      '',
    ].join('\r\n'))
  })

  it.each<[string, (text: string) => string]>([
    ['without its last line', (text) => text.split('\r\n').slice(0, -2).join('\r\n') + '\r\n'],
    ['cut off in a line', (text) => text.slice(0, -9)],
    ['with a line more', (text) => `${text}D,x,y,622200011122,,1.00,\r\n`],
    ['of another kind', (text) => text.replace('TRANSFER', 'RETURN')],
    ['of another version', (text) => text.replace('TRANSFER,1', 'TRANSFER,2')],
    ['with another total', (text) => text.replace('30.06', '30.07')],
    ['in another currency', (text) => text.replace('CNY', 'USD')],
    ['with an amount that is none', (text) => text.replace('30.05', '3e1')],
    ['with a quote that never ends', (text) => text.replace('"O""Neil, Ann"', '"O')],
    ['that is something else', () => '<html>'],
    ['of nothing', () => ''],
  ])('%s is refused whole', (_, change) => {
    expect(() => readTransferFile(Buffer.from(change(writeTransferFile(transfer).toString('utf8'))))).toThrow(RangeError)
  })

  it('that is not UTF-8, or holds what no line may hold, is refused', () => {
    expect(() => readTransferFile(Buffer.from([0xff, 0xfe]))).toThrow(RangeError)
    expect(() => writeTransferFile({ ...transfer, instructions: [{ ...transfer.instructions[0]!, accountName: '林\n小满' }] })).toThrow(RangeError)
    expect(() => readReturnFile(Buffer.from(writeReturnFile(returned).toString('utf8').replace('PAID', 'MAYBE')))).toThrow(RangeError)
  })
})

it('any cells without line ends come back from CSV', () => {
  fc.assert(fc.property(fc.array(fc.string({ unit: 'grapheme' }).filter((text) => !/[\r\n]/.test(text)), { minLength: 1 }), (cells) => {
    expect(csvCells(csvRow(cells))).toEqual(cells)
  }))
})
