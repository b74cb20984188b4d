import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { temporaryFolder } from '@tldr-rm/test-support';
import { expect, it } from 'vitest';
import { readRegularFile } from './read-regular-file';

it('reads a file of up to the limit, also by a link', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'file'), 'x'.repeat(200_000));
  await symlink('file', join(folder, 'link'));
  for (const name of ['file', 'link']) expect(await readRegularFile(join(folder, name), { maximumBytes: 200_000 })).toHaveLength(200_000);
  await expect(readRegularFile(join(folder, 'file'), { maximumBytes: 199_999 })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  await writeFile(join(folder, 'empty'), '');
  expect(await readRegularFile(join(folder, 'empty'), { maximumBytes: 10 })).toHaveLength(0);
});

it.runIf(process.platform === 'linux')('reads what states no length, up to the limit', async () => {
  expect((await readRegularFile('/proc/self/status', { maximumBytes: 100_000 })).length).toBeGreaterThan(100);
  await expect(readRegularFile('/proc/self/status', { maximumBytes: 10 })).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
});

it.runIf(process.platform === 'linux')('refuses pipes, devices and folders without waiting for them', async () => {
  const folder = await temporaryFolder();
  execFileSync('mkfifo', [join(folder, 'pipe')]);
  await symlink('/dev/zero', join(folder, 'link'));
  for (const path of [join(folder, 'pipe'), join(folder, 'link'), '/dev/zero', '/dev/urandom', folder]) {
    await expect(readRegularFile(path, { maximumBytes: 10 }), path).rejects.toMatchObject({ code: 'NOT_A_FILE' });
  }
});

it('says why a file cannot be read, in a short message', async () => {
  const folder = await temporaryFolder();
  for (const path of [join(folder, 'missing'), `${folder}/${'x'.repeat(3_000_000)}`, 'a\0b']) {
    await expect(readRegularFile(path, { maximumBytes: 10 })).rejects.toMatchObject({
      code: 'FILE_UNREADABLE',
      message: expect.stringMatching(/^.{1,500}$/s),
    });
  }
});
