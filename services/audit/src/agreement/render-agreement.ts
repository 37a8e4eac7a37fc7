import type { AgreementTerms } from '@recourse/refund-case'
import PDFDocument from 'pdfkit'
import { chineseText, englishText, type Line } from './agreement-text.js'
import { notoSansSc } from './font.js'

/** Raised with every change that gives other bytes: of the texts, the layout, the font or the PDF writer. */
export const TEMPLATE_VERSION = 1

const MARGIN = 56
const RULE = '________________'

/**
 * The agreement as PDF. A pure function: the same terms give the same bytes in any process, time zone and year. Nothing in it comes from a clock, and it is
 * not compressed, because compression libraries do not promise the same bytes from one version to the next.
 */
export const renderAgreement = (terms: AgreementTerms): Uint8Array => {
  const document = new PDFDocument({
    size: 'A4', margin: MARGIN, compress: false, bufferPages: true, lang: 'zh-CN',
    info: {
      Title: `退款协议 ${terms.caseId}/${terms.offerNo}`, Producer: 'Recourse', Creator: `template ${TEMPLATE_VERSION}`, CreationDate: new Date(terms.agreedAt),
    },
  }).font(notoSansSc())
  write(document, chineseText(terms), 10.5)
  document.moveDown(1)
  write(document, englishText(terms), 8.5)
  numberPages(document, terms)
  document.end()
  return document.read() as Uint8Array
}

const write = (document: PDFKit.PDFDocument, lines: readonly Line[], size: number): void => {
  for (const { kind, text } of lines) {
    if (kind === 'title') document.fontSize(size * 1.8).text(text, { align: 'center' }).moveDown(0.4)
    if (kind === 'heading') document.fontSize(size * 1.1).moveDown(0.4).text(text)
    if (kind === 'text') document.fontSize(size).text(text, { lineGap: 2 })
    if (kind === 'signature') document.fontSize(size).moveDown(0.9).text(`${text} ${RULE}    日期 Date: ${RULE}`)
  }
}

/** Every page says to which agreement it belongs and how many there are, so that none can be taken away or added. */
const numberPages = (document: PDFKit.PDFDocument, { caseId, offerNo }: AgreementTerms): void => {
  const { count } = document.bufferedPageRange()
  for (let page = 0; page < count; page += 1) {
    document.switchToPage(page)
    const { width, height, margins } = document.page
    margins.bottom = 0
    const text = `${caseId}/${offerNo}    第 ${page + 1} 页 / 共 ${count} 页`
    document.fontSize(8).text(text, MARGIN, height - MARGIN / 1.5, { width: width - 2 * MARGIN, align: 'center', lineBreak: false })
  }
}
