/**
 * Records what another build of the program answers to the calls of test-support/before/cases.ts, which src/as-before.test.ts then holds today's program to:
 *
 *     node --conditions=@tldr-rm/source --import tsx apps/cli/scripts/record-before.ts OTHER/apps/cli/bin/tldr-rm.js
 *
 * The files of fixtures/before were recorded with the program of commit bfcf35b.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CASES, EXIT_CODES, fixtureOf, writeInputs } from '../test-support/before/cases';
import { readOutcome } from '../test-support/before/read-outcome';

const [program] = process.argv.slice(2);
if (program === undefined) throw new Error('Give the path of the program to record, such as OTHER/apps/cli/bin/tldr-rm.js.');
const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-record-'));
try {
  await writeInputs(folder);
  for (const each of CASES) {
    const result = await call(each.arguments);
    if (result.code !== 0) throw new Error(`${each.name} ended with ${result.code}: ${result.stderr}`);
    await writeFile(fixtureOf(each.name), `${JSON.stringify(await readOutcome(each, folder, result))}\n`);
  }
  const codes: Record<string, number> = {};
  for (const [name, arguments_] of Object.entries(EXIT_CODES)) codes[name] = (await call(arguments_)).code;
  await writeFile(fixtureOf('exit-codes'), `${JSON.stringify(codes, null, 2)}\n`);
} finally {
  await rm(folder, { recursive: true });
}

function call(arguments_: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const given = arguments_.map((each) => each.replaceAll('{folder}', folder));
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [program!, ...given], { cwd: folder, maxBuffer: 2 ** 28 }, (_, stdout, stderr) => {
      resolve({ code: child.exitCode!, stdout, stderr });
    });
  });
}
