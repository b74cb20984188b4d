import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runCli } from '../../test-support/run-cli';
import { temporaryFolder } from '../../test-support/temporary-folder';
import type { Reproduction } from '../reproduce/reproduction';

const reproduce = async (out: string, ...more: string[]): Promise<Reproduction> => {
  const { code, stdout, stderr } = await runCli('reproduce', '--from-checkpoints', '--pictures', '12', '--out', out, '--json', ...more);
  expect(code, stderr).toBe(0);
  return JSON.parse(stdout) as Reproduction;
};

describe('tldr-rm reproduce', () => {
  it("puts what the shipped detector does beside the paper's figures, and does no step twice", async () => {
    const out = await temporaryFolder();
    const report = await reproduce(out);
    expect(report).toMatchObject({ detector: 'scenes-tiny', pictures: 12, seed: 7 });
    const accuracy = report.tables.flatMap(({ rows }) => rows).find(([name]) => name === 'response accuracy')!;
    expect(Number(accuracy[1])).toBeGreaterThan(75);
    expect(accuracy[2]).toContain('83.1');
    const markdown = await readFile(join(out, 'report.md'), 'utf8');
    for (const { title } of report.tables) expect(markdown).toContain(`## ${title}`);

    expect(await reproduce(out)).toEqual(report);
    const more = await reproduce(out, '--pictures', '14');
    expect(more.responses).toBeGreaterThan(report.responses);
  });

  it('asks for what it is to measure', async () => {
    expect(await runCli('reproduce')).toMatchObject({ code: 2, stderr: expect.stringContaining('--from-checkpoints') });
  });
});
