import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { runStep } from './run-step';

it('does a step once, and anew if what it is made of changes, or its file is damaged', async () => {
  const file = join(await temporaryFolder(), 'steps', 'one.json');
  let done = 0;
  const step = async (): Promise<{ done: number }> => {
    done += 1;
    return { done };
  };
  expect(await runStep(file, { seed: 1 }, step)).toMatchObject({ result: { done: 1 }, wasThere: false });
  expect(await runStep(file, { seed: 1 }, step)).toMatchObject({ result: { done: 1 }, wasThere: true });
  expect(await runStep(file, { seed: 2 }, step)).toMatchObject({ result: { done: 2 }, wasThere: false });
  await writeFile(file, (await readFile(file, 'utf8')).slice(0, 20));
  expect(await runStep(file, { seed: 2 }, step)).toMatchObject({ result: { done: 3 }, wasThere: false });
});

it('leaves no file of a step that failed', async () => {
  const file = join(await temporaryFolder(), 'one.json');
  await expect(runStep(file, 1, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await runStep(file, 1, async () => 'yes')).toMatchObject({ result: 'yes', wasThere: false });
});
