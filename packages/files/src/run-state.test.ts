import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { readEarlierOptions, readRunState, removeRunState, writeRunState } from './run-state';

const summary = z.object({ written: z.number() });
const options = { seed: 1, taxonomy: undefined, columns: { text: 'caption' } };
const state = { job: 'perturb', options, items: 3, digest: 'abc', bytes: 100, summary: { written: 2 } };

it('comes back as it was, and goes when it is removed', async () => {
  const folder = await temporaryFolder();
  const output = join(folder, 'out.jsonl');
  expect(await readRunState(output, { job: 'perturb', options, summary })).toBe(null);
  await writeRunState(output, state);
  expect(await readRunState(output, { job: 'perturb', options, summary })).toEqual({
    ...state,
    version: 2,
    options: { seed: 1, columns: { text: 'caption' } },
  });
  expect(await readEarlierOptions(output)).toMatchObject({ seed: 1 });
  await removeRunState(output);
  expect(await readdir(folder)).toEqual([]);
});

it('of a run that was asked for something else is refused, and every field that differs is named', async () => {
  const output = join(await temporaryFolder(), 'out.jsonl');
  await writeRunState(output, state);
  const asked = { seed: 2, taxonomy: 'counting', columns: { text: 'caption' } };
  await expect(readRunState(output, { job: 'perturb', options: asked, summary })).rejects.toMatchObject({
    code: 'RESUME_MISMATCH',
    message: `${output}: was made with other options: seed was 1, and is 2; taxonomy was not given, and is counting. Give another output, or start anew.`,
  });
  await expect(readRunState(output, { job: 'detect', options, summary })).rejects.toMatchObject({
    message: expect.stringContaining('was made by "perturb", not by "detect"'),
  });
});

it.each(['', '{', '[]', '{"version":1}', 'notes'])('that holds %j is none, and is not removed', async (text) => {
  const folder = await temporaryFolder();
  const output = join(folder, 'out.jsonl');
  await writeFile(`${output}.state.json`, text);
  expect(await readRunState(output, { job: 'perturb', options, summary })).toBe(null);
  await removeRunState(output);
  expect(await readdir(folder)).toEqual(['out.jsonl.state.json']);
});
