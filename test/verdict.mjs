import { readFileSync } from 'node:fs';

const maySkip = 'EVENTSTORE_URL';

/**
 * Judges jest's result and prints the last line of a test run: `N passed, N failed[, N skipped]`.
 * @param {object} options
 * @param {string} options.resultFile jest's JSON result
 * @param {number | string} options.ended jest's exit code, or the signal that ended it
 * @param {boolean} options.chosenByName tests were chosen with -t, so that leaving others out is meant
 * @returns {number} exit code: 0 only if something ran, nothing failed and nothing was skipped
 *   but tests whose full name contains EVENTSTORE_URL
 */
export function verdict({ resultFile, ended, chosenByName }) {
  const result = resultIn(resultFile);
  if (!result) {
    console.log(`\njest ended without a result (${ended}).`);
    console.log('0 passed, 1 failed');
    return 1;
  }
  const tests = result.testResults.flatMap(({ assertionResults }) => assertionResults);
  const passed = tests.filter(({ status }) => status === 'passed').length;
  const failed = tests.filter(({ status }) => status === 'failed').length;
  // A file that does not load, or whose setup fails, runs no test but has failed all the same.
  const broken = result.testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && !assertionResults.some((test) => test.status === 'failed'),
  );
  const skipped = tests.filter(({ status }) => status !== 'passed' && status !== 'failed');
  const forbidden = chosenByName ? [] : skipped.filter(({ fullName }) => !fullName.includes(maySkip));
  const ran = passed + failed + broken.length > 0;

  for (const { name } of broken) console.log(`Could not be run: ${name}`);
  for (const { fullName } of forbidden) console.log(`Skipped, which fails the run: ${fullName}`);
  if (!ran) console.log('No test was run.');
  console.log(`${passed} passed, ${failed + broken.length} failed${skipped.length > 0 ? `, ${skipped.length} skipped` : ''}`);
  return ended === 0 && ran && failed === 0 && broken.length === 0 && forbidden.length === 0 ? 0 : 1;
}

const resultIn = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
};
