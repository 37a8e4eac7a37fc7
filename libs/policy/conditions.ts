import { Environment, EvaluationError, ParseError, type ASTNode, type ParseResult } from '@marcbachmann/cel-js'

/** A variable of a condition; `values` are the only texts it can ever be compared with. */
export interface Declaration {
  readonly type: 'string' | 'bool' | 'int'
  readonly values?: readonly string[]
}
export type Declarations = Readonly<Record<string, Declaration>>
/** What is known. What is not known is left out. */
export type Inputs = Readonly<Record<string, string | number | boolean | undefined>>

/** Bounds of one condition, so that reading a stranger's pack stays cheap. */
const limits = { maxAstNodes: 200, maxDepth: 24, maxListElements: 50 }
/** Operators alone: no function, so nothing that asks the time, runs a regular expression or loops. */
const OPERATORS: ReadonlySet<string> = new Set(['value', 'id', 'list', '&&', '||', '!_', '-_', '==', '!=', '<', '<=', '>', '>=', 'in', '+', '-', '*', '/', '%', '?:'])
const COMPARISONS: ReadonlySet<string> = new Set(['==', '!=', 'in'])

/** What is wrong with the text of a CEL condition: not CEL, an unknown variable, types that do not fit, a value that never occurs; undefined = it is sound. */
export const checkCondition = (text: string, declarations: Declarations): string | undefined => {
  const environment = new Environment({ limits })
  for (const [name, { type }] of Object.entries(declarations)) environment.registerVariable(name, type)
  const parsed = parseWith(environment, text)
  if (typeof parsed === 'string') return parsed
  const forbidden = nodesOf(parsed.ast).find(({ op }) => !OPERATORS.has(op))
  if (forbidden) return `${sourceOf(forbidden)}: a condition is made of operators only; write it without functions and fields`
  const { valid, type, error } = parsed.check()
  if (!valid) return `${error!.summary}; a condition may use ${Object.keys(declarations).join(', ')}`
  if (type !== 'bool') return `gives ${type}; a condition gives true or false`
  return valueThatNeverOccurs(parsed.ast, declarations)
}

/**
 * Whether a checked condition holds on what is known. As CEL has it, a variable without value is an error that `&&` and `||` pass over when the other
 * side settles the matter; where the error remains, the condition does not hold (`!x` included). The same goes for a division by zero.
 */
export const evaluateCondition = (text: string, inputs: Inputs): boolean => {
  const known = Object.entries(inputs).filter(([, value]) => value !== undefined)
  try {
    return compiled(text)(Object.fromEntries(known.map(([name, value]) => [name, typeof value === 'number' ? BigInt(value) : value]))) === true
  } catch (error) {
    if (error instanceof EvaluationError) return false
    throw error
  }
}

const untyped = new Environment({ limits, unlistedVariablesAreDyn: true })
const cache = new Map<string, ParseResult>()

const compiled = (text: string): ParseResult => {
  const known = cache.get(text)
  if (known) return known
  const parsed = untyped.parse(text)
  cache.set(text, parsed)
  return parsed
}

const parseWith = (environment: Environment, text: string): ParseResult | string => {
  try {
    return environment.parse(text)
  } catch (error) {
    if (error instanceof ParseError) return `is not CEL: ${error.summary}${error.range ? ` at character ${error.range.start + 1}` : ''}`
    throw error
  }
}

const valueThatNeverOccurs = (ast: ASTNode, declarations: Declarations): string | undefined => {
  for (const node of nodesOf(ast).filter(({ op }) => COMPARISONS.has(op))) {
    const sides = childrenOf(node)
    for (const name of sides.flatMap((side) => (side.op === 'id' ? [side.args] : []))) {
      const values = declarations[name]?.values
      const unknown = values && sides.flatMap(nodesOf).find(({ op, args }) => op === 'value' && typeof args === 'string' && !values.includes(args))
      if (unknown) return `there is no ${name} ${String(unknown.args)}; it is one of ${values.join(', ')}`
    }
  }
  return undefined
}

const nodesOf = (node: ASTNode): ASTNode[] => [node, ...childrenOf(node).flatMap(nodesOf)]

const childrenOf = ({ args }: ASTNode): ASTNode[] => [args].flat(3).filter(isNode)

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value

const sourceOf = ({ input, start, end }: ASTNode): string => input.slice(start, end)
