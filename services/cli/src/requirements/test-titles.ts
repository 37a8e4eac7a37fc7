import type { CallExpression, Expression, Node } from 'typescript'

export interface TestTitle {
  /** 1 for the first line. */
  readonly line: number
  /** With the titles of the groups around it, outermost first. */
  readonly title: string
}

/** TypeScript's parser. It comes with a checkout only, so whoever needs it loads it. */
export type TypeScript = typeof import('typescript')

const GROUPS = ['describe', 'fdescribe']
const TESTS = ['it', 'test', 'fit']
const SKIPPED = ['skip', 'todo', 'failing']

/**
 * Titles of the tests of a file that run, and of groups in which one runs. Comments and other strings are not seen. Skipped tests, and all
 * within a skipped group, do not count; nor does a test whose title is computed.
 */
export const testTitles = (ts: TypeScript, fileName: string, source: string): TestTitle[] => {
  const file = ts.createSourceFile(fileName, source, ts.ScriptTarget.Latest, true)
  const titles: TestTitle[] = []

  /** How many tests run in a node. */
  const visit = (node: Node, around: readonly string[]): number => {
    if (!ts.isCallExpression(node)) return visitChildren(node, around)
    const names = callee(ts, node.expression)
    const title = names && textOf(ts, node.arguments[0])
    if (!names || title === undefined) return visitChildren(node, around)
    if (names.some((name) => SKIPPED.includes(name))) return 0
    const path = [...around, title]
    const found = { line: file.getLineAndCharacterOfPosition(node.getStart(file)).line + 1, title: path.join(' › ') }
    if (TESTS.includes(names[0]!)) return titles.push(found) && 1
    const place = titles.length
    const inside = node.arguments.slice(1).reduce((sum, argument) => sum + visit(argument, path), 0)
    if (inside > 0) titles.splice(place, 0, found)
    return inside
  }
  const visitChildren = (node: Node, around: readonly string[]): number => {
    let tests = 0
    node.forEachChild((child) => void (tests += visit(child, around)))
    return tests
  }

  visit(file, [])
  return titles
}

/** `it.each(rows)` is `['it', 'each']`; undefined for what is no test and no group. */
const callee = (ts: TypeScript, expression: Expression): string[] | undefined => {
  if (ts.isIdentifier(expression)) return [...GROUPS, ...TESTS].includes(expression.text) ? [expression.text] : undefined
  if (ts.isPropertyAccessExpression(expression)) {
    const before = callee(ts, expression.expression)
    return before && [...before, expression.name.text]
  }
  if (ts.isCallExpression(expression)) return callee(ts, (expression as CallExpression).expression)
  return ts.isTaggedTemplateExpression(expression) ? callee(ts, expression.tag) : undefined
}

/** The literal parts of a text; undefined when it is none. */
const textOf = (ts: TypeScript, node: Node | undefined): string | undefined => {
  if (!node) return undefined
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node)) return node.text
  if (ts.isTemplateExpression(node)) return [node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)].join('…')
  return undefined
}
