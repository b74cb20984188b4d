import { execFileSync } from 'node:child_process';
import { chmod, link, lstat, mkdir, open, readdir, readFile, readlink, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PassThrough, Writable } from 'node:stream';
import { temporaryFolder } from '@tldr-rm/test-support';
import { describe, expect, it } from 'vitest';
import { openOutput } from './open-output';
import { openOutputFile } from './open-output-file';
import { writeAtomically } from './write-atomically';

describe('an output that is a file', () => {
  it('appears once it is complete, and leaves nothing when it is given up', async () => {
    const folder = await temporaryFolder();
    const path = join(folder, 'a', 'b', 'out.csv');
    const output = await openOutput(path);
    await output.write('a,b\n');
    await expect(stat(path)).rejects.toThrow('ENOENT');
    await output.write(Buffer.from('1,2\n'));
    await output.finish();
    await output.discard();
    expect(await readFile(path, 'utf8')).toBe('a,b\n1,2\n');
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['out.csv']);

    const other = await openOutput(join(folder, 'c', 'd', 'out.csv'));
    await other.write('a');
    await other.discard();
    expect(await readdir(folder)).toEqual(['a']);
  });

  it('is written where its link leads, also when nothing is there yet, and the link stays', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'disk'));
    await symlink('disk/target.csv', join(folder, 'link.csv'));
    for (const text of ['one', 'two']) {
      await writeAtomically(join(folder, 'link.csv'), text);
      expect(await readlink(join(folder, 'link.csv'))).toBe('disk/target.csv');
      expect(await readFile(join(folder, 'disk', 'target.csv'), 'utf8')).toBe(text);
    }
    expect(await readdir(join(folder, 'disk'))).toEqual(['target.csv']);
  });

  it('keeps its mode', async () => {
    const path = join(await temporaryFolder(), 'run.sh');
    await writeFile(path, 'old');
    await chmod(path, 0o750);
    await writeAtomically(path, 'new');
    expect((await stat(path)).mode & 0o777).toBe(0o750);
  });

  it('may have a name as long as names can be', async () => {
    const path = join(await temporaryFolder(), 'x'.repeat(255));
    await writeAtomically(path, 'text');
    expect(await readFile(path, 'utf8')).toBe('text');
  });

  it('is refused where a folder stands, a path leads through a file, or links go round, and nothing is left', async () => {
    const folder = await temporaryFolder();
    await mkdir(join(folder, 'taken'));
    await writeFile(join(folder, 'file'), '');
    await symlink('round', join(folder, 'round'));
    const before = await readdir(folder);
    for (const path of ['taken', 'file/out', 'round', 'new/', 'a\0b']) {
      await expect(writeAtomically(`${folder}/${path}`, 'text'), path).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    }
    expect(await readdir(folder)).toEqual(before);
  });

  it('has a short message however long its path is', async () => {
    await expect(writeAtomically(`/tmp/${'x'.repeat(1_000_000)}`, '')).rejects.toMatchObject({
      code: 'OUTPUT_UNWRITABLE',
      message: expect.stringMatching(/^.{1,400}$/s),
    });
  });

  it('can be written by its path', async () => {
    const folder = await temporaryFolder();
    const output = await openOutputFile(join(folder, 'table.parquet'));
    await writeFile(output.temporary, 'table');
    expect(await readdir(folder)).not.toContain('table.parquet');
    await output.finish();
    expect(await readdir(folder)).toEqual(['table.parquet']);
    expect(await readFile(join(folder, 'table.parquet'), 'utf8')).toBe('table');
  });
});

describe.runIf(process.platform === 'linux')('an output that is no file', () => {
  it('is written through: a named pipe, also by a link', async () => {
    const folder = await temporaryFolder();
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    await symlink('pipe', join(folder, 'link'));
    for (const name of ['pipe', 'link']) {
      const read = readFile(join(folder, 'pipe'), 'utf8');
      await writeAtomically(join(folder, name), 'through');
      expect(await read).toBe('through');
    }
    expect((await lstat(join(folder, 'pipe'))).isFIFO()).toBe(true);
    expect((await readdir(folder)).sort()).toEqual(['link', 'pipe']);
  });

  it('is written through: a device, and a link to one', async () => {
    const link = join(await temporaryFolder(), 'link');
    await symlink('/dev/null', link);
    for (const path of ['/dev/null', link]) await writeAtomically(path, 'text');
    expect((await lstat('/dev/null')).isCharacterDevice()).toBe(true);
    expect((await lstat(link)).isSymbolicLink()).toBe(true);
  });

  it('is written through: what a process has open, which may be a file', async () => {
    const path = join(await temporaryFolder(), 'file');
    const handle = await open(path, 'a');
    await handle.appendFile('before ');
    await writeAtomically(`/proc/self/fd/${handle.fd}`, 'through ');
    await handle.appendFile('after');
    await handle.close();
    expect(await readFile(path, 'utf8')).toBe('before through after');
  });

  it('gets a table when it is complete', async () => {
    const stream = new PassThrough();
    const output = await openOutputFile(stream);
    await writeFile(output.temporary, 'table');
    expect(stream.read()).toBe(null);
    await output.finish();
    expect(String(stream.read())).toBe('table');
    await expect(stat(output.temporary)).rejects.toThrow('ENOENT');
  });

  it('can be a stream that the caller has open, whose reader may go', async () => {
    const chunks: string[] = [];
    const reader = new Writable({
      write(chunk, _, done) {
        chunks.push(String(chunk));
        done();
      },
    });
    const output = await openOutput(reader);
    await output.write('a');
    await output.write('b');
    await output.finish();
    expect(chunks).toEqual(['a', 'b']);
    const gone = await openOutput(
      new Writable({ write: (_, __, done) => done(Object.assign(new Error('EPIPE: broken pipe'), { code: 'EPIPE' })) }),
    );
    await expect(gone.write('a')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
    await expect(gone.write('a')).rejects.toMatchObject({ code: 'OUTPUT_UNWRITABLE' });
  });

  it('says that a disk is full', async () => {
    await expect(writeAtomically('/dev/full', 'text')).rejects.toMatchObject({ code: 'DISK_FULL' });
  });
});

it('leaves other names of a file what they were', async () => {
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'one'), 'old');
  await link(join(folder, 'one'), join(folder, 'two'));
  await writeAtomically(join(folder, 'one'), 'new');
  expect(await readFile(join(folder, 'two'), 'utf8')).toBe('old');
});
