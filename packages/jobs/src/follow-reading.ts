import { stat } from 'node:fs/promises';
import { guessInputFormat, type InputFormat } from '@tldr-rm/datasets';
import { countLines } from '@tldr-rm/files';
import type { JobProgress } from './job/job';
import { beginStage } from './job/stage';
import type { RereadableInput } from './paths/open-rereadable';

/** Follows a job on the samples of a file: by their number where it is quickly known, which is for plain JSONL, else by the bytes that are read. */
export interface ReadingProgress {
  onRead: ((bytes: number) => void) | undefined;
  /** So many samples more are done. */
  advance(count?: number): void;
}

/** Begins a stage that reads the samples of a file. */
export async function followReading(
  { path, name }: Pick<RereadableInput, 'path' | 'name'>,
  format: InputFormat | undefined,
  stage: string,
  onProgress: (progress: JobProgress) => void,
): Promise<ReadingProgress> {
  const isLines = (format ?? (await guessInputFormat(path, name))) === 'jsonl' && !path.endsWith('.gz');
  if (isLines) {
    const lines = beginStage(onProgress, { stage, unit: 'samples', total: await countLines(path) });
    return { onRead: undefined, advance: (count = 1) => lines.advance(count) };
  }
  const kilobytes = beginStage(onProgress, { stage, unit: 'kB', total: Math.ceil((await stat(path)).size / 1000) });
  let read = 0;
  let samples = 0;
  return {
    onRead(bytes) {
      const now = Math.ceil(bytes / 1000);
      kilobytes.advance(now - read, `${samples} samples`);
      read = now;
    },
    advance(count = 1) {
      samples += count;
    },
  };
}
