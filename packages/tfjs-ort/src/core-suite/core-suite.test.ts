import { describe, expect, it } from 'vitest';
import { compareWithExpected } from './compare';
import { EXPECTED_FAILURES } from './expected-failures';
import { runCoreSuite } from './run';

/** How many specs of TensorFlow.js core 4.22.0 must pass at least. */
const MINIMUM = 4000;

describe("TensorFlow.js core's own specs", () => {
  it('pass on backend ort, except for those that are listed with a reason', { timeout: 900_000 }, async () => {
    const { passed, failed, ...differences } = compareWithExpected(await runCoreSuite(), EXPECTED_FAILURES);
    console.log(`TensorFlow.js core's specs on backend ort: ${passed} passed, ${failed} failed`);
    expect(differences).toEqual({ unlisted: [], passingButListed: [], unknown: [] });
    expect(passed).toBeGreaterThanOrEqual(MINIMUM);
  });
});
