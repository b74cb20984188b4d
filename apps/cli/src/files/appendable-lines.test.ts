import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { AppendableLines } from './appendable-lines';

describe('AppendableLines', () => {
  it('makes the file and the folders on the way', async () => {
    const path = join(await temporaryFolder(), 'a', 'b', 'lines.jsonl');
    const lines = await AppendableLines.open(path);
    await lines.append([{ id: 'ä' }, { id: 2 }]);
    await lines.append([]);
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe('{"id":"ä"}\n{"id":2}\n');
  });

  it.each([
    ['a torn last line', '{"id":1}\n{"id":', '{"id":1}\n'],
    ['nothing but a torn line', '{"id', ''],
    ['a torn line longer than what is read at once', `{"id":1}\n${'x'.repeat(200_000)}`, '{"id":1}\n'],
    ['nothing', '', ''],
  ])('drops %s', async (_, before, kept) => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, before);
    const lines = await AppendableLines.open(path);
    expect(await readFile(path, 'utf8')).toBe(kept);
    await lines.append([{ id: 'next' }]);
    await lines.close();
    expect(await readFile(path, 'utf8')).toBe(`${kept}{"id":"next"}\n`);
  });

  it('can start anew', async () => {
    const path = join(await temporaryFolder(), 'lines.jsonl');
    await writeFile(path, '{"id":1}\n');
    await (await AppendableLines.open(path, { startAnew: true })).close();
    expect(await readFile(path, 'utf8')).toBe('');
  });
});
