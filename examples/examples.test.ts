import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
/** It knows three words: red, green and blue are right where that is the colour of the picture; every other word is right. */
const DETECTOR = here('../packages/detect/fixtures/tiny-detector');
const RED_PICTURE = here('../packages/detect/fixtures/red.png');

/** Runs a program on the sources of the packages. */
async function run(program: string, ...arguments_: string[]): Promise<string> {
  const flags = ['--conditions=@tldr-rm/source', '--import', 'tsx', here(program)];
  const { stdout } = await promisify(execFile)(process.execPath, [...flags, ...arguments_], { cwd: here('..') });
  return stdout;
}

describe('examples', () => {
  it('flag-wrong-words marks the wrong word', async () => {
    const output = await run('flag-wrong-words.ts', DETECTOR, RED_PICTURE, 'A red apple on a green table.');
    expect(output).toMatch(/^A red apple on a \[green: 0\.00\] table\.\n$/);
  });

  it('choose-best-caption puts the right caption first', async () => {
    const output = await run('choose-best-caption.ts', DETECTOR, RED_PICTURE, 'It is green.', 'It is red.', 'It is blue.');
    expect(output.split('\n')[0]).toMatch(/^0\.\d+ {2}It is red\.$/);
  });

  it('make-labelled-data writes samples and their pictures', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-example-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    expect(await run('make-labelled-data.ts', folder, '4')).toContain('labelled samples');
    const lines = (await readFile(join(folder, 'labelled.jsonl'), 'utf8')).trim().split('\n');
    for (const line of lines) {
      const { image, response, original, spans } = JSON.parse(line) as {
        image: string;
        response: string;
        original: string;
        spans: unknown[];
      };
      expect(existsSync(join(folder, image))).toBe(true);
      expect(response).not.toBe(original);
      expect(spans.length).toBeGreaterThan(0);
    }
  });

  it('run-jobs shows how far its jobs are, stops one, and goes on with it where it was', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-example-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const output = await run('run-jobs.ts', folder, '40', DETECTOR);
    const samples = (await readFile(join(folder, 'labelled.jsonl'), 'utf8')).trim().split('\n');
    expect(samples.length).toBeGreaterThan(64);
    const perturbed = (await readFile(join(folder, 'samples.jsonl'), 'utf8')).trim().split('\n').length;
    const all = `of ${samples.length}`;
    const told = [
      'scenes: drawing, 0 of 40 pictures',
      `perturb: perturbing, ${perturbed} of ${perturbed} samples`,
      `detect: scoring, 0 ${all} responses\ndetect: scoring, 64 ${all} responses`,
      `${join(folder, 'scored.jsonl')}: stopped after 64 responses. The same job goes on from there.`,
      `detect: scoring, 64 ${all} responses\ndetect: scoring, ${samples.length} ${all} responses`,
      `evaluate: scoring, ${samples.length} ${all} samples`,
    ].map((text) => output.lastIndexOf(text));
    expect(told).not.toContain(-1);
    expect(told).toEqual(told.toSorted((one, other) => one - other));
    const scored = (await readFile(join(folder, 'scored.jsonl'), 'utf8')).trim().split('\n');
    const ids = (lines: string[]) => lines.map((line) => (JSON.parse(line) as { id: string }).id);
    expect(ids(scored)).toEqual(ids(samples));
    expect(output).toMatch(/tiny-detector: \d+ responses, AP of wrong tokens 0\.\d\d\n$/);
  });
});
