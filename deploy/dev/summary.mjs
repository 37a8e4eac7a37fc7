import { relative } from 'node:path';
import { variable } from './services.mjs';

/**
 * The one table a newcomer sees: plain text, no colours, at most 100 columns wherever paths are not longer.
 * @param {object} facts
 * @param {string} facts.root
 * @param {string} facts.dataDir
 * @param {string | undefined} facts.databaseDir undefined with a database of the caller's own
 * @param {{ name: string, api?: boolean }[]} facts.services with the channels' sandboxes
 * @param {Record<string, string>} facts.urls by service
 * @param {{ name: string, role: string }[]} facts.people
 * @param {Record<string, string>} facts.tokens by role
 * @param {{ pack: string, title: string, caseId?: string, state?: string, waiting: boolean }[]} facts.walked the demonstration's paths
 * @param {boolean} facts.showTokens
 * @param {'nats' | 'store'} facts.eventFeed
 * @param {string | null} facts.natsUrl
 * @param {number} facts.took_ms
 * @returns {string}
 */
export function summary(facts) {
  const { services, urls, people, tokens, took_ms } = facts;
  const rows = [
    ['SERVICE', 'API', 'DOCS', 'METRICS'],
    ...services.map(({ name, api }) => [name, urls[name], api ? `${urls[name]}/docs` : '-', `${urls[name]}/metrics`]),
  ];
  const carried = facts.eventFeed === 'nats' ? `NATS JetStream (${facts.natsUrl})` : 'the event store itself (no NATS)';
  return [
    '',
    `Recourse is ready after ${(took_ms / 1000).toFixed(1)} s`,
    '',
    ...aligned(rows),
    ...pathLines(facts.walked),
    ...peopleLines(facts, people),
    ...(facts.showTokens ? ['', ...people.map(({ role }) => `${variable(role)}=${tokens[role]}`)] : []),
    '',
    ...aligned([
      ['events', `carried by ${carried}`],
      ['data', facts.dataDir],
      ...(facts.databaseDir?.startsWith(facts.dataDir) ? [] : [['database', facts.databaseDir ?? 'yours (DATABASE_URL)']]),
      ['logs', `${relative(facts.root, facts.dataDir)}/logs/<name>.log`],
      ['stop', 'Ctrl-C; the next npm start goes on with the same data'],
      ['reset', 'npm start -- --fresh'],
    ]),
    '',
  ].join('\n');
}

const longestTitle = 54;

const pathLines = (walked) => (walked.length === 0 ? [] : [
  '',
  ...aligned([
    ['FLOW', 'CASE', 'STATE', 'ONE CASE PER PATH (* waits for time to pass)'],
    ...walked.map(({ pack, title, caseId = '-', state = '-', waiting }) => [pack, caseId.slice(0, 8), state, shortened(title) + (waiting ? ' *' : '')]),
  ]),
]);

const shortened = (title) => (title.length > longestTitle ? `${title.slice(0, longestTitle - 1)}…` : title);

const peopleLines = ({ root, dataDir, showTokens }, people) => [
  '',
  ...aligned([
    ['PERSON', 'ROLE', 'TOKEN', '', 'PERSON', 'ROLE', 'TOKEN'],
    ...inTwoColumns(people.map(({ name, role }) => [name, role, `$${variable(role)}`])),
  ]),
  '',
  `  The tokens and URLs as shell variables${showTokens ? '' : ' (npm start -- --tokens prints them)'}:`,
  '',
  `    . ${relative(root, dataDir)}/tokens.env`,
  '',
  '  Then try:',
  '',
  ...tryThis(new Date()).map((line) => `    ${line}`),
];

/**
 * Without `#` comments behind the commands: zsh would take them for arguments. Every start names another
 * order, because a command key stands for one body for good.
 */
function tryThis(now) {
  const order = `TRY-${Math.floor(now.getTime() / 1000).toString(36).slice(-5).toUpperCase()}`;
  const headers = (step) => `    -H "Idempotency-Key: ${order}-${step}" -H "Content-Type: application/json" \\`;
  return [
    'a shop records an order:',
    '  curl -s $INTAKE/orders -H "Authorization: Bearer $IMPORTER" \\',
    headers(1),
    `    -d '{"orderId":"${order}","customerId":"customer-lin","paid_minor":5900,`,
    `    "currency":"CNY","placedAt":"${now.toISOString()}",`,
    `    "paymentLegs":[{"channel":"sandbox","reference":"${order}","amount_minor":5900}]}'`,
    'its customer asks for the money back:',
    '  curl -s $INTAKE/refund-cases -H "Authorization: Bearer $CUSTOMER" \\',
    headers(2),
    `    -d '{"orderId":"${order}","pack":"food-delivery","reason":"NOT_DELIVERED",`,
    `    "amount_minor":5900,"currency":"CNY"}'`,
    'a reviewer looks at the queue:',
    '  curl -s $AUDIT/review-queue -H "Authorization: Bearer $REVIEWER"',
    'anybody proves that no history was changed:',
    '  npx recourse verify',
  ];
}

function inTwoColumns(cells) {
  const half = Math.ceil(cells.length / 2);
  return cells.slice(0, half).map((left, index) => [...left, '', ...(cells[half + index] ?? [])]);
}

function aligned(rows) {
  const widths = [];
  for (const row of rows) row.forEach((cell, column) => (widths[column] = Math.max(widths[column] ?? 0, cell.length)));
  return rows.map((row) => `  ${row.map((cell, column) => cell.padEnd(widths[column])).join('  ')}`.trimEnd());
}
