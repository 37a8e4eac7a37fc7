/** Something the person at the keyboard can act on: printed as one sentence, without a stack. */
export class Problem extends Error {}

/**
 * Ends this process after printing what went wrong.
 * @param {unknown} error a `Problem` prints its sentence alone; anything else prints its stack
 * @returns {never}
 */
export function die(error) {
  console.error(sentenceOf(error));
  process.exit(1);
}

const sentenceOf = (error) => {
  if (error instanceof Problem) return error.message;
  if ((error?.code === 'EACCES' || error?.code === 'EPERM') && error.path) {
    return `${error.path} may not be used by this user (${error.code}): an earlier start by another user may have made it; remove it or start as that user.`;
  }
  return error;
};
