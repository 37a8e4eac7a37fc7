/** A line of an input file that could not be taken, and what to do about it. */
export interface Fault {
  readonly file: string
  readonly line: number
  readonly code: string
  readonly message: string
}

/** Thrown while a line is read; becomes a Fault with its file and line. */
export class LineFault extends Error {
  constructor(readonly code: string, message: string) {
    super(message)
  }
}

