import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './launch-system.mjs'

const folder = join(root, 'test', 'fixtures', 'online-retail')

/** 300 real orders with their 47 real cancellations; see the README beside them. */
export const onlineRetail = {
  orders: join(folder, 'orders.csv'),
  cancellations: join(folder, 'cancellations.csv'),
  orderCount: 300,
  cancellationCount: 47,
  /** What `recourse metrics monthly --json` must answer. */
  monthly: JSON.parse(readFileSync(join(folder, 'monthly.json'), 'utf8')) as readonly Record<string, string | number>[],
} as const
