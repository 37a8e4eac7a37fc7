/** Types of processes.mjs, for the tests. */
export function identityOf(pid: number): string | undefined
