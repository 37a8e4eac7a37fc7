export interface Check {
  readonly name: string
  readonly ok: boolean
  readonly found: string
  /** What to do; only when something is wrong. */
  readonly advice?: string
}

export const fine = (name: string, found: string): Check => ({ name, ok: true, found })

export const problem = (name: string, found: string, advice: string): Check => ({ name, ok: false, found, advice })
