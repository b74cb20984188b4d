import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkpointName } from '@tldr-rm/model';
import { describe, expect, it } from 'vitest';
import { readTrainFile } from './train-file';

const MODEL = join(dirname(fileURLToPath(import.meta.url)), '../../../../../models/scenes-tiny');

describe('the training configs of the model that ships', () => {
  it('lead from one to the next, and see no picture twice', async () => {
    const names = readdirSync(MODEL).filter((name) => /^train-\d-.*\.json$/.test(name));
    const stages = await Promise.all(names.sort().map((name) => readTrainFile(join(MODEL, name))));
    expect(stages.length).toBeGreaterThan(1);
    const ends = stages.map(({ out, training }) => `${out}/${checkpointName(training.steps)}`);
    for (const [index, { start, model }] of stages.entries()) {
      if (index === 0) expect(model).toMatchObject({ architecture: 'tldr-vlm' });
      else {
        const starts = [start!].flat();
        expect(starts).toContain(ends[index - 1]);
        for (const from of starts) expect(ends.slice(0, index)).toContain(from);
      }
    }
    expect(new Set(stages.map(({ data }) => data.seed)).size).toBe(stages.length);
  });

  it('have a twin of the same shape that is shown no picture', async () => {
    const [twin, first] = await Promise.all(
      ['train-text-only.json', 'train-1-pictures.json'].map((name) => readTrainFile(join(MODEL, name))),
    );
    expect(twin!.model).toEqual({ ...first!.model, imageWithheld: true, patchClasses: twin!.model!.patchClasses });
  });
});
