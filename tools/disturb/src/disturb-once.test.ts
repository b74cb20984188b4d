import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '@tldr-rm/random';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { disturbOnce } from './disturb-once';
import { PROGRAM, runProgram } from './run-program';
import { runUndisturbed } from './undisturbed';
import type { Work } from './work';

const isBuilt = existsSync(join(PROGRAM, '../../dist/index.js'));
if (!isBuilt) console.log('apps/cli is not built (`pnpm build`): no job is disturbed.');

/** Two jobs that take a second: one goes on where it stopped, one begins anew. */
const works: Work[] = [
  {
    name: 'perturb',
    arguments: ['perturb', '--in', 'in/many.jsonl', '--out', 'out/labelled.jsonl', '--seed', '1'],
    state: [/\.state\.json$/],
  },
  { name: 'convert', arguments: ['convert', '--in', 'in/many.jsonl', '--out', 'out/samples.parquet'], isAtomic: true },
];

async function writeInput(folder: string): Promise<void> {
  for (const name of ['in', 'out', 'tmp']) await mkdir(join(folder, name), { recursive: true });
  await runProgram(['scenes', '--out', 'in', '--count', '4', '--seed', '1'], folder).ended;
  const lines = (await readFile(join(folder, 'in', 'samples.jsonl'), 'utf8')).trimEnd().split('\n');
  const many = Array.from({ length: 2000 }, (_, index) => ({ ...JSON.parse(lines[index % lines.length]!), id: `line-${index}` }));
  await writeFile(join(folder, 'in', 'many.jsonl'), many.map((line) => `${JSON.stringify(line)}\n`).join(''));
}

/** A dozen runs of the program, each of which takes a second where nothing else runs. */
const LIMIT_MILLISECONDS = 240_000;

describe.skipIf(!isBuilt)('a job that is killed or interrupted', { timeout: LIMIT_MILLISECONDS }, () => {
  it('changes no input, leaves nothing behind, and gives in the end what an undisturbed run gives', async () => {
    const root = await temporaryFolder();
    const inputs = join(root, 'inputs');
    await writeInput(inputs);
    for (const work of works) {
      const undisturbed = await runUndisturbed(work, inputs, join(root, 'undisturbed'));
      expect(undisturbed.out.size).toBeGreaterThan(0);
      // One is met at a time, the other at a change.
      for (const [index, disturbance] of (['SIGKILL', 'SIGINT'] as const).entries()) {
        const folder = join(root, `${work.name}-${disturbance}`);
        const random = createRandom(`${work.name}/${disturbance}`);
        const { problems, moment } = await disturbOnce({ work, disturbance, undisturbed, inputs, folder, random, index });
        expect(problems, `${work.name}, ${disturbance} at ${moment}`).toEqual([]);
      }
    }
  });
});
