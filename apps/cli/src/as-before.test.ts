import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CASES, EXIT_CODES, fixtureOf, writeInputs } from '../test-support/before/cases';
import { differencesOf } from '../test-support/before/differences';
import { INTENDED_CHANGES } from '../test-support/before/intended-changes';
import { readOutcome } from '../test-support/before/read-outcome';
import { runCli } from '../test-support/run-cli';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tldr-rm-before-'));
  await writeInputs(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const call = (arguments_: readonly string[]) => runCli(...arguments_.map((each) => each.replaceAll('{folder}', folder)));

const recorded = async (name: string): Promise<unknown> => JSON.parse(await readFile(fixtureOf(name), 'utf8'));

describe('answers as it did before its work became jobs, but for what was meant to change', () => {
  it.each(CASES)('$name', async (each) => {
    const result = await call(each.arguments);
    expect(result).toMatchObject({ code: 0 });
    const was = await recorded(each.name);
    const differences = differencesOf(was, await readOutcome(each, folder, result));
    const intended = INTENDED_CHANGES[each.name] ?? [];
    expect(differences.filter((difference) => !intended.some(({ covers }) => covers(difference, was)))).toEqual([]);
    for (const { covers, reason } of intended) {
      expect([reason, differences.some((difference) => covers(difference, was))]).toEqual([reason, true]);
    }
  });

  it('ends with the same exit codes', async () => {
    const codes: Record<string, number> = {};
    for (const [name, arguments_] of Object.entries(EXIT_CODES)) codes[name] = (await call(arguments_)).code;
    expect(codes).toEqual(await recorded('exit-codes'));
  });
});
