import { readFileSync } from 'node:fs';

/**
 * @param {string} file
 * @param {number} [lines]
 * @returns {string} the last lines of a log, indented; says so when there is nothing
 */
export function tailOf(file, lines = 30) {
  let text = '';
  try {
    text = readFileSync(file, 'utf8').trimEnd();
  } catch {
    // A child that never started has no log.
  }
  return (text === '' ? '(its log is empty)' : text.split('\n').slice(-lines).join('\n')).replace(/^/gm, '    ');
}
