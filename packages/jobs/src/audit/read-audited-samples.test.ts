import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { readAuditedSamples } from './read-audited-samples';

it('takes null for absent and a number for an id, as every reader of samples does', async () => {
  const path = join(await temporaryFolder(), 'labelled.jsonl');
  const span = { start: 0, end: 3, label: 'hallucinated', taxonomy: null, original: null };
  const texts = { prompt: 'Describe the image.', response: 'Two dogs.' };
  await writeFile(path, JSON.stringify({ id: 7, image: null, ...texts, original: null, spans: [span], hallucinated: null }));
  const read = [];
  for await (const sample of readAuditedSamples({ source: path, name: path }, () => undefined)) read.push(sample);
  expect(read).toEqual([{ id: '7', ...texts, spans: [{ start: 0, end: 3, label: 'hallucinated' }] }]);
});
