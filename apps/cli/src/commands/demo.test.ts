import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TINY_DETECTOR } from '@tldr-rm/job-inputs/tiny-detector';
import { TAXONOMIES } from '@tldr-rm/schema';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';

const demo = (out: string, ...more: string[]) => runCli('demo', '--out', out, '--detector', TINY_DETECTOR, '--threads', '1', ...more);

interface Caption {
  response: string;
  truth: { start: number; end: number; label: string; taxonomy: string }[];
}

describe('tldr-rm demo', () => {
  it('shows one picture for each kind, with a right and a wrong caption, the same ones every time', async () => {
    const [one, two] = [await temporaryFolder(), await temporaryFolder()];
    const first = await demo(one, '--json');
    expect(first.code).toBe(0);
    const { examples, totals } = JSON.parse(first.stdout) as {
      examples: { taxonomy: string; captions: [Caption, Caption] }[];
      totals: object;
    };
    expect(examples.map((example) => example.taxonomy)).toEqual(TAXONOMIES);
    expect(totals).toMatchObject({ captions: 16 });
    for (const {
      taxonomy,
      captions: [right, wrong],
    } of examples) {
      expect(right.truth).toEqual([]);
      expect(wrong.truth.filter((span) => span.label === 'hallucinated').map((span) => span.taxonomy)).toContain(taxonomy);
      expect(wrong.response).not.toBe(right.response);
    }
    const page = await readFile(join(one, 'index.html'), 'utf8');
    expect(page.match(/<img src="data:image\/png;base64,/g)).toHaveLength(8);
    const second = await demo(two);
    expect(await readFile(join(two, 'index.html'), 'utf8')).toBe(page);
    expect(second.stdout).toContain(join(two, 'index.html'));
    expect(second.stdout).toMatch(/found \d+ of \d+ wrong words/);
  });

  it('says that --out cannot be written where a file stands', async () => {
    const path = join(await temporaryFolder(), 'file');
    await writeFile(path, '');
    expect(await demo(path)).toMatchObject({ code: 2, stderr: expect.stringContaining(`${path}: cannot be written`) });
  });
});
