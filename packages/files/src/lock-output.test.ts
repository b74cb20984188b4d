import { link, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { Worker } from 'node:worker_threads';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { holdAddress } from './hold-address';
import { lockAddress } from './lock-address';
import { lockOutput } from './lock-output';
import { startChild } from './testing/child';

describe('an output that is locked', () => {
  it('is refused to a second writer, in this process too, until it is released, and no file tells of it', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'out.jsonl');
    const lock = await lockOutput(path, { job: 'detect' });
    await expect(lockOutput(path, { job: 'perturb' })).rejects.toMatchObject({
      code: 'OUTPUT_IN_USE',
      message: expect.stringMatching(
        /out\.jsonl: is being written by this process \(detect, since \d{4}-.*\)\. Wait for it, or give another output\./,
      ),
    });
    expect(await readdir(folder)).toEqual([]);
    await lock.release();
    await (await lockOutput(path, { job: 'perturb' })).release();
  });

  it('is known by all its names', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'out.jsonl');
    await writeFile(path, '');
    await symlink('out.jsonl', join(folder, 'symbolic'));
    await symlink('.', join(folder, 'folder'));
    await link(path, join(folder, 'hard'));
    const lock = await lockOutput(path, { job: 'detect' });
    for (const name of ['symbolic', 'folder/out.jsonl', 'hard']) {
      await expect(lockOutput(join(folder, name), { job: 'detect' })).rejects.toMatchObject({ code: 'OUTPUT_IN_USE' });
    }
    const others = await Promise.all(['a', 'b', 'c'].map((name) => lockOutput(join(folder, name), { job: 'detect' })));
    for (const other of [lock, ...others]) await other.release();
  });

  it('is free again when the process that held it was killed', async () => {
    const folder = await temporaryFolder();
    const child = await startChild(`
      await files.lockOutput(${JSON.stringify(folder)}, { job: 'train' });
      console.log(process.pid);
      setInterval(() => {}, 1000);
    `);
    await expect(lockOutput(folder, { job: 'train' })).rejects.toMatchObject({
      code: 'OUTPUT_IN_USE',
      message: expect.stringContaining(`by process ${child.firstLine} (train, since `),
    });
    await child.kill();
    await (await lockOutput(folder, { job: 'train' })).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is given to one of many that ask at once', async () => {
    const path = join(await temporaryFolder(), 'out');
    const asked = await Promise.allSettled(Array.from({ length: 20 }, () => lockOutput(path, { job: 'detect' })));
    const given = asked.filter((result) => result.status === 'fulfilled');
    expect(given).toHaveLength(1);
    await given[0]!.value.release();
  });

  it('is no lock where there is nothing to protect', async () => {
    for (const target of ['/dev/null', new PassThrough()]) {
      const locks = await Promise.all([lockOutput(target, { job: 'a' }), lockOutput(target, { job: 'b' })]);
      for (const lock of locks) await lock.release();
    }
  });
});

describe.runIf(process.platform !== 'win32')('where an address is a file', () => {
  const self = { pid: 1, job: 'detect', startedAt: '2026-01-01T00:00:00.000Z' };

  it('one that a killed process left is taken over, and one that is held is not', async () => {
    const address = { address: join(await temporaryFolder(), 'lock.sock'), leavesFile: true };
    const thread = new Worker(
      `const server = require('node:net').createServer(); server.listen(${JSON.stringify(address.address)}, () => process.kill(process.pid, 0) && require('node:worker_threads').parentPort.postMessage('up'))`,
      { eval: true },
    );
    await new Promise((resolve) => thread.once('message', resolve));
    await thread.terminate();
    const hold = await holdAddress(address, self);
    expect(hold.held).toBe(true);
    expect(await holdAddress(address, { ...self, pid: 2 })).toEqual({ held: false, holder: self });
    if (hold.held) await hold.release();
    const again = await holdAddress(address, self);
    if (again.held) await again.release();
    expect(again.held).toBe(true);
  });

  it('is short enough for the systems that have the shortest', () => {
    const inFolder = lockAddress('key', 'darwin').address;
    expect(inFolder.slice(inFolder.lastIndexOf('/')).length).toBeLessThan(50);
    expect(lockAddress('key', 'linux').address).toMatch(/^\0tldr-rm-[0-9a-f]{32}$/);
    expect(lockAddress('key', 'win32').address).toMatch(/^\\\\\.\\pipe\\tldr-rm-[0-9a-f]{32}$/);
  });
});
