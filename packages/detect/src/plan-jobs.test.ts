import { expect, it } from 'vitest';
import { TINY_DETECTOR } from '../test-support/tiny-detector';
import { readDetectorFolder } from './node/read-detector-folder';
import { planJobs } from './plan-jobs';

it('plans windows that begin and end with sentences', async () => {
  const { manifest } = await readDetectorFolder(TINY_DETECTOR, false);
  const text = 'A b. '.repeat(200);
  const offsets = Array.from(text.matchAll(/\w|\./g), ({ index }) => [index, index + 1] as const);
  const tokens = { ids: offsets.map(() => 5), offsets };
  const jobs = planJobs({ position: 3, imageIndex: 1, text, prompt: { ids: [7, 8], offsets: [] }, tokens }, manifest);
  expect(jobs[0]).toMatchObject({ position: 3, imageIndex: 1, from: 0, offset: 4 });
  expect(jobs.at(-1)!.end).toBe(offsets.length);
  for (const { from, end, offset, sequence } of jobs) {
    const start = from - (offset - 4);
    expect(text[offsets[start]![0]]).toBe('A');
    expect(text[offsets[end - 1]![0]]).toBe('.');
    expect(sequence.length).toBeLessThanOrEqual(manifest.maximumLength);
  }
});
