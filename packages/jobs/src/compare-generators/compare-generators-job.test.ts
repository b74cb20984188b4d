import { access, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChatServer, readLines, say, startChatServer, temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { beforeEach, expect, it } from 'vitest';
import { copyDetector } from '../../test-support/detector-copy';
import { TINY_DETECTOR, writePlainImage } from '../../test-support/tiny-detector';
import type { JobContext, JobNotice } from '../job/job';
import { compareGeneratorsJob } from './compare-generators-job';

let folder: string;
let input: string;
let generators: string;
beforeEach(async () => {
  folder = await temporaryFolder();
  [input, generators] = [join(folder, 'samples.jsonl'), join(folder, 'generators.json')];
  await writePlainImage(join(folder, 'red.png'), 'red');
  const ask = { prompt: 'Which colour?', response: '' };
  await writeLines(input, [
    { id: 'red', image: 'red.png', ...ask },
    { id: 'gone', image: 'gone.png', ...ask },
  ]);
});

type Spec = Partial<Parameters<typeof compareGeneratorsJob.run>[0]>;

async function run({ baseUrl }: Pick<ChatServer, 'baseUrl'>, spec: Spec = {}, context: JobContext = {}) {
  await writeLines(generators, [{ generators: [{ name: 'one', baseUrl, model: 'seer', concurrency: 1 }] }]);
  const output = join(folder, 'deep', 'comparison');
  return compareGeneratorsJob.run({ generators, input, output, detector: TINY_DETECTOR, threads: 1, ...spec }, context);
}

it('finds pictures that are missing before a server is asked', async () => {
  await using server = await startChatServer((_, response) => say(response, 'It is blue.'));
  await expect(run(server)).rejects.toMatchObject({ code: 'JSONL_LINE', line: 2, message: expect.stringContaining('gone.png') });
  expect(server.requests).toEqual([]);
});

it('leaves lines out where that is asked for, and refers to pictures from where the captions lie', async () => {
  await using server = await startChatServer((_, response) => say(response, 'It is blue.'));
  const { comparison, report, skipped, skippedFile } = await run(server, { onError: 'skip' });
  expect(comparison).toMatchObject({ questions: 1, generators: [{ captions: 1, rates: { response: { rate: 1 } } }] });
  expect(skipped).toBe(1);
  expect(await readLines(skippedFile!)).toMatchObject([{ line: 2, id: 'gone', code: 'IMAGE_MISSING' }]);
  const [caption] = await readLines<{ image: string }>(join(report, '..', 'captions.jsonl'));
  await access(join(report, '..', caption!.image));
});

it('says in every form that pictures lie outside the domain', async () => {
  await using server = await startChatServer((_, response) => say(response, 'It is blue.'));
  const domainCheck = { feature: 'pixel-histogram' as const, mean: Array(9).fill(0), deviation: Array(9).fill(1), limit: 0 };
  const detector = await copyDetector(join(folder, 'narrow'), { domainCheck });
  const { comparison, report } = await run(server, { onError: 'skip', detector });
  expect(comparison.generators[0]).toMatchObject({ captions: 1, outsideDomain: 1 });
  for (const name of ['comparison.md', 'comparison.html']) {
    expect(await readFile(join(report, '..', name), 'utf8')).toContain('1 of 1 captions are about images unlike those');
  }
});

it('tells at once of a server that is not there', async () => {
  const { baseUrl, ...server } = await startChatServer(() => undefined);
  await server[Symbol.asyncDispose]();
  const notices: JobNotice[] = [];
  const controller = new AbortController();
  const onNotice = (notice: JobNotice): void => {
    notices.push(notice);
    if (notice.code === 'RETRYING') controller.abort();
  };
  const refused = run({ baseUrl }, { onError: 'skip' }, { onNotice, signal: controller.signal });
  await expect(refused).rejects.toMatchObject({ code: 'INTERRUPTED' });
  expect(notices).toEqual([{ code: 'RETRYING', message: expect.stringMatching(/^retrying in .* s \(attempt 1 failed\)/) }]);
});

it('goes on after an interruption without asking again', async () => {
  const prompts = ['Which colour?', 'What is it?', 'Describe the image.'];
  await writeLines(
    input,
    prompts.map((prompt, index) => ({ id: `${index}`, image: 'red.png', prompt, response: '' })),
  );
  const controller = new AbortController();
  await using server = await startChatServer((_, response, index) => {
    // The second question gets no answer.
    if (index === 1) controller.abort();
    else say(response, 'It is red.');
  });
  await expect(run(server, {}, { signal: controller.signal })).rejects.toMatchObject({
    code: 'INTERRUPTED',
    message: expect.stringContaining('The same job goes on from there'),
  });
  const { comparison } = await run(server);
  expect(comparison.generators[0]).toMatchObject({ captions: 3, cached: 1, rates: { response: { rate: 0 } } });
  expect(server.requests).toHaveLength(4);
});
