import { readFileSync } from 'node:fs';
import { type Sample, sampleSchema } from '@tldr-rm/schema';

/** The captions and answers of `fixtures/captions.jsonl`. */
export function readCaptions(): Sample[] {
  return readFileSync(new URL('../../../fixtures/captions.jsonl', import.meta.url), 'utf8')
    .trim()
    .split('\n')
    .map((line) => sampleSchema.parse(JSON.parse(line)));
}
