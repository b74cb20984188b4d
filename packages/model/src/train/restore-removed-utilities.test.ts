import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = fileURLToPath(new URL('.', import.meta.url));

/** Runs a program in a process of its own, with `util` and `restoreRemovedUtilities` at hand, and gives what it logs as JSON. */
async function run(program: string): Promise<unknown> {
  const imports = `import { createRequire } from 'node:module'; import util from 'node:util';
    import { restoreRemovedUtilities } from './restore-removed-utilities.ts';\n`;
  const flags = ['--no-deprecation', '--import', 'tsx', '--input-type=module', '--eval', imports + program];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { cwd: folder });
  return JSON.parse(stdout);
}

describe('restoreRemovedUtilities', () => {
  it('gives CommonJS modules the type checks that a newer Node has removed', async () => {
    const answers = await run(`
      delete util.isNullOrUndefined;
      delete util.isArray;
      restoreRemovedUtilities();
      const { isNullOrUndefined, isArray } = createRequire(import.meta.url)('util');
      console.log(JSON.stringify([[null, undefined, 0, '', false].map(isNullOrUndefined), [[], {}, 'text'].map((value) => isArray(value))]));`);
    expect(answers).toEqual([
      [true, true, false, false, false],
      [true, false, false],
    ]);
  });

  it('leaves what is there as it is', async () => {
    const answers = await run(`
      const own = () => 'own';
      util.isNullOrUndefined = own;
      restoreRemovedUtilities();
      console.log(JSON.stringify(util.isNullOrUndefined === own));`);
    expect(answers).toBe(true);
  });
});
