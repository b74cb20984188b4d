import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TINY_TRAINING } from '@tldr-rm/job-inputs/tiny-training';
import { loadCheckpoint } from '@tldr-rm/model';
import type { Reproduction } from '@tldr-rm/reports';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const reproduce = async (out: string, ...more: string[]): Promise<Reproduction> => {
  const { code, stdout, stderr } = await runCli('reproduce', '--pictures', '12', '--out', out, '--json', ...more);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Reproduction;
};

const tinyTraining = { ...TINY_TRAINING, out: 'runs/first', training: { ...TINY_TRAINING.training, steps: 2 } };

/** Two reproductions, each with a dozen generators that open a checkpoint. */
const LIMIT_MS = 180_000;

describe('tldr-rm reproduce', { timeout: LIMIT_MS }, () => {
  it("puts what the shipped detector does beside the paper's figures, and does no step twice", async () => {
    const out = await temporaryFolder();
    const report = await reproduce(out, '--from-checkpoints', '--no-baselines');
    expect(report).toMatchObject({ detector: 'scenes-tiny', pictures: 12, seed: 7 });
    const accuracy = report.tables.flatMap(({ rows }) => rows).find(([name]) => name === 'response accuracy')!;
    expect(accuracy[1]).toMatch(/^\d+\.\d \[\d+\.\d, \d+\.\d\]$/);
    expect(Number.parseFloat(accuracy[1]!)).toBeGreaterThan(75);
    expect(accuracy[2]).toContain('83.1');
    const markdown = await readFile(join(out, 'report.md'), 'utf8');
    const page = await readFile(join(out, 'report.html'), 'utf8');
    for (const { title } of report.tables) {
      expect(markdown).toContain(`## ${title}`);
      expect(page).toContain(`<h2>${title}`);
    }

    expect(await reproduce(out, '--from-checkpoints', '--no-baselines')).toEqual(report);
  });

  it('trains the stages of a recipe and of its baselines from nothing, and no finished stage again', async () => {
    const out = await temporaryFolder();
    const { model: _, tokenizer: __, ...goesOn } = tinyTraining;
    await writeFile(join(out, 'first.json'), JSON.stringify(tinyTraining));
    await writeFile(join(out, 'second.json'), JSON.stringify({ ...goesOn, out: 'runs/second', start: 'runs/first/checkpoint-0000002' }));
    await writeFile(
      join(out, 'blind.json'),
      JSON.stringify({ ...tinyTraining, out: 'runs/blind', model: { ...tinyTraining.model, imageWithheld: true } }),
    );
    const ends = ['runs/first/checkpoint-0000002', 'runs/second/checkpoint-0000002'];
    const headAlone = { ...goesOn.training, loss: { reward: 0, language: 0, patches: 0, taxonomy: 1 }, trainable: ['taxonomy_head.'] };
    await writeFile(
      join(out, 'third.json'),
      JSON.stringify({ ...goesOn, training: headAlone, out: 'runs/third', start: ends, change: { taxonomyHead: true } }),
    );
    const recipe = join(out, 'recipe.json');
    const stages = { stages: ['first.json', 'second.json', 'third.json'], baselines: { 'text-only': ['blind.json'] } };
    await writeFile(recipe, JSON.stringify({ name: 'mine', domain: 'scenes', ...stages, validation: { count: 6, seed: 11 } }));
    const report = await reproduce(out, '--from-nothing', '--recipe', recipe);
    expect(report.detector).toBe('mine');
    const rows = report.tables.flatMap((table) => table.rows);
    const minutes = ['first', 'second', 'third', 'blind'].map((stage) => rows.find(([name]) => name === stage)?.[1]);
    for (const figure of minutes) expect(Number(figure)).toBeGreaterThanOrEqual(0);
    expect(rows.filter(([name]) => name === 'text-only')).not.toEqual([]);
    // The third stage starts from the mean of the two before it, and trains the new head alone.
    const [first, second, third] = await Promise.all(
      [...ends, 'runs/third/checkpoint-0000002'].map((end) => loadCheckpoint(join(out, end))),
    );
    const values = (checkpoint: typeof first, name: string) => checkpoint!.parameters.get(name)!.values;
    for (const [name, { values: trained }] of third!.parameters) {
      if (name.startsWith('taxonomy_head.')) continue;
      expect(trained).toEqual(Float32Array.from(values(first, name), (value, index) => (value + values(second, name)[index]!) / 2));
    }
    expect(values(third, 'reward_head.weight')).not.toEqual(values(first, 'reward_head.weight'));

    const logBefore = await readFile(join(out, 'runs', 'second', 'log.jsonl'), 'utf8');
    expect(await reproduce(out, '--from-nothing', '--recipe', recipe)).toEqual(report);
    expect(await readFile(join(out, 'runs', 'second', 'log.jsonl'), 'utf8')).toBe(logBefore);
  });

  it('asks for what it is to measure', async () => {
    expect(await runCli('reproduce')).toMatchObject({ code: 2, stderr: expect.stringContaining('--from-checkpoints') });
    expect(await runCli('reproduce', '--from-nothing')).toMatchObject({ code: 2, stderr: expect.stringContaining('--recipe') });
  });
});
