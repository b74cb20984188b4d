import { createReadStream } from 'node:fs';
import { mkdtemp, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { openOutput } from './open-output';
import type { Output } from './output';
import type { OutputTarget } from './output-target';
import { unwritable } from './unwritable';

/** An output for what writes to a path by itself. */
export interface OutputFile extends Pick<Output, 'name' | 'finish' | 'discard'> {
  /** Where to write; it is an empty file at first. Whoever writes closes it before `finish`. */
  readonly temporary: string;
}

/**
 * Opens an output that is written by its path. It appears once it is complete, as with {@link openOutput}; pipes, devices and streams get all of it then.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 */
export async function openOutputFile(target: OutputTarget): Promise<OutputFile> {
  const output = await openOutput(target);
  if (output.temporary !== undefined)
    return { name: output.name, temporary: output.temporary, finish: output.finish, discard: output.discard };
  return openCopied(output);
}

async function openCopied(output: Output): Promise<OutputFile> {
  const folder = await mkdtemp(join(tmpdir(), 'tldr-rm-')).catch(unwritable(tmpdir()));
  const temporary = join(folder, basename(output.name) || 'output');
  const discard = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true });
    await output.discard();
  };
  await (await open(temporary, 'wx').catch(unwritable(temporary))).close();
  return {
    name: output.name,
    temporary,
    async finish() {
      try {
        for await (const chunk of createReadStream(temporary) as AsyncIterable<Buffer>) await output.write(chunk);
        await output.finish();
      } finally {
        await discard();
      }
    },
    discard,
  };
}
