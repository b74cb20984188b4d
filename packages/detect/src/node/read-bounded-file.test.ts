import { execFileSync } from 'node:child_process';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../test-support/temporary-folder';
import { readBoundedFile } from './read-bounded-file';

describe('readBoundedFile', () => {
  it('reads a file up to the limit, and refuses one a byte longer', async () => {
    const path = join(await temporaryFolder(), 'a');
    for (const length of [0, 1, 5, 10]) {
      await writeFile(path, 'x'.repeat(length));
      expect((await readBoundedFile(path, 10)).toString()).toBe('x'.repeat(length));
    }
    await writeFile(path, 'x'.repeat(11));
    await expect(readBoundedFile(path, 10)).rejects.toMatchObject({ code: 'FILE_TOO_LARGE' });
  });

  it.runIf(process.platform === 'linux')('follows links, and does not believe a size of 0', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a'), 'text');
    await symlink(join(folder, 'a'), join(folder, 'b'));
    expect((await readBoundedFile(join(folder, 'b'), 10)).toString()).toBe('text');
    // The kernel's file has size 0, and a line.
    expect((await readBoundedFile('/proc/version', 10_000)).length).toBeGreaterThan(10);
  });

  it.runIf(process.platform !== 'win32')('refuses folders, devices and pipes without waiting for them', async () => {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    for (const path of [folder, '/dev/zero', '/dev/urandom', join(folder, 'pipe')]) {
      await expect(readBoundedFile(path, 10)).rejects.toMatchObject({ code: 'FILE_NOT_REGULAR' });
    }
    await expect(readBoundedFile(join(folder, 'nowhere'), 10)).rejects.toMatchObject({ code: 'FILE_MISSING' });
  });
});
