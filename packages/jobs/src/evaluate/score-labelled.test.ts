import { join } from 'node:path';
import { loadDetector } from '@tldr-rm/detect';
import { temporaryFolder, writeLines } from '@tldr-rm/test-support';
import { expect, it, onTestFinished } from 'vitest';
import { TINY_DETECTOR, writePlainImage } from '../../test-support/tiny-detector';
import { openInput } from '../paths/open-paths';
import { openResources } from '../resources/resources';
import { openLineSkipper } from '../skip-lines';
import { scoreLabelled } from './score-labelled';

it('tells the kind of hallucination of samples with and without an original', async () => {
  const folder = await temporaryFolder();
  await writePlainImage(join(folder, 'red.png'), 'red');
  const shared = { image: 'red.png', prompt: 'Describe the image.', response: 'It is blue.' };
  const span = { start: 6, end: 10, label: 'hallucinated', taxonomy: 'visual-attribute' };
  const data = join(folder, 'labelled.jsonl');
  await writeLines(data, [
    { ...shared, id: 'with', original: 'It is red.', spans: [span] },
    { ...shared, id: 'without', spans: [span] },
    { ...shared, id: 'right', spans: [] },
  ]);
  const detector = await loadDetector(TINY_DETECTOR, { threads: 1 });
  onTestFinished(() => detector.close());

  const signal = new AbortController().signal;
  const resources = openResources();
  const input = await openInput('input', data, { resources, signal });
  const skipper = await openLineSkipper(null, { onError: 'stop', startAnew: true });
  const kinds: (string | undefined)[][] = [];
  for await (const { responses } of scoreLabelled([detector], { input, skipper }, { signal, onProgress: () => undefined })) {
    kinds.push(responses.map(({ taxonomy }) => taxonomy));
  }

  expect(kinds).toEqual([['visual-attribute', 'visual-attribute'], ['visual-attribute'], [undefined]]);
});
