/** One line of a CSV file (or several, when a quoted field holds line breaks); `line` is where it begins, the first line being 1. */
export type CsvRecord =
  | { readonly line: number; readonly fields: readonly string[] }
  | { readonly line: number; readonly error: string }

type State = 'field start' | 'plain' | 'quoted' | 'quote seen' | 'carriage return' | 'failed'

/**
 * RFC 4180, strictly, in pieces of any size: quotes, CRLF and LF, a byte order mark at the start. Lines with nothing in them are passed over.
 * A line that breaks the rules becomes a record with an error, and parsing goes on with the next line.
 */
export class CsvParser {
  private state: State = 'field start'
  private fields: string[] = []
  private field = ''
  private anyQuote = false
  private error = ''
  private line = 1
  private firstLine = 1
  private atStart = true
  private ready: CsvRecord[] = []

  push(text: string): CsvRecord[] {
    for (const char of text) this.step(char)
    return this.handOver()
  }

  /** What is left when the file ends. */
  end(): CsvRecord[] {
    if (this.state === 'quoted') this.fail('a quote that is opened here is never closed')
    else if (this.state === 'carriage return') this.fail('a carriage return without a line feed')
    this.endRecord()
    return this.handOver()
  }

  private step(char: string): void {
    const isMark = this.atStart && char === '\uFEFF'
    this.atStart = false
    if (isMark) return
    if (char === '\n') this.line += 1
    switch (this.state) {
      case 'field start':
        if (char !== '"') return this.plain(char)
        this.anyQuote = true
        this.state = 'quoted'
        return
      case 'plain':
        return this.plain(char)
      case 'quoted':
        if (char === '"') this.state = 'quote seen'
        else this.field += char
        return
      case 'quote seen':
        if (char === '"') {
          this.field += '"'
          this.state = 'quoted'
        } else if (!this.separator(char)) this.fail('text after a closing quote')
        return
      case 'carriage return':
        return char === '\n' ? this.endRecord() : this.fail('a carriage return without a line feed')
      case 'failed':
        if (char === '\n') this.endRecord()
    }
  }

  private plain(char: string): void {
    if (this.separator(char)) return
    if (char === '"') return this.fail('a quote inside a field that is not quoted')
    this.field += char
    this.state = 'plain'
  }

  private separator(char: string): boolean {
    if (char === ',') this.endField()
    else if (char === '\n') this.endRecord()
    else if (char === '\r') this.state = 'carriage return'
    else return false
    return true
  }

  private endField(): void {
    this.fields.push(this.field)
    this.field = ''
    this.state = 'field start'
  }

  private endRecord(): void {
    const isBlank = this.fields.length === 0 && this.field === '' && !this.anyQuote
    if (this.state === 'failed') this.ready.push({ line: this.firstLine, error: this.error })
    else if (!isBlank) {
      this.endField()
      this.ready.push({ line: this.firstLine, fields: this.fields })
    }
    this.fields = []
    this.field = ''
    this.anyQuote = false
    this.firstLine = this.line
    this.state = 'field start'
  }

  private fail(error: string): void {
    this.error = error
    this.state = 'failed'
  }

  private handOver(): CsvRecord[] {
    const records = this.ready
    this.ready = []
    return records
  }
}
