/** What is wrong today and will be mended. An entry that is no longer true fails the test, as does an offender that is not listed. */
export const KNOWN_OFFENDERS: readonly string[] = [];

/** Roots that should run in a browser and hold modules of Node.js today. One that no longer does fails the test. */
export const KNOWN_NODE_ROOTS: readonly string[] = [];
