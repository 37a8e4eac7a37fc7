/** Any JSON as one `path  value` line per value, for people. */
export const facts = (value: unknown): string => {
  const lines = flat(value, '')
  const width = Math.max(0, ...lines.map(([path]) => path.length))
  return lines.map(([path, text]) => `${path.padEnd(width)}  ${text}`).join('\n')
}

const flat = (value: unknown, path: string): [string, string][] => {
  if (value === null || typeof value !== 'object') return [[path, String(value)]]
  if (Array.isArray(value) && value.every((item) => item === null || typeof item !== 'object')) return [[path, value.length === 0 ? '-' : value.join(', ')]]
  return Object.entries(value).flatMap(([name, inner]) => flat(inner, path === '' ? name : `${path}.${name}`))
}
