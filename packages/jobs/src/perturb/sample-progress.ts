import { stat } from 'node:fs/promises';
import { guessInputFormat, type InputFormat } from '@tldr-rm/datasets';
import { countLines } from '@tldr-rm/files';
import { progressByBytes } from '../progress-by-bytes';
import type { Progress } from '../terminal/progress';

/** How long a job is, and in what. */
export interface Extent {
  total: number;
  unit: 'samples' | 'kB';
}

/** Follows a job on the samples of a file: by their number where it is quickly known, which is for plain JSONL, else by the bytes that are read. */
export interface SampleProgress {
  onRead: ((bytes: number) => void) | undefined;
  /** One more sample is done. */
  advance(): void;
  stop(): void;
}

export async function startSampleProgress(
  path: string,
  format: InputFormat | undefined,
  startProgress: (extent: Extent) => Promise<Progress>,
): Promise<SampleProgress> {
  const isLines = (format ?? (await guessInputFormat(path))) === 'jsonl' && !path.endsWith('.gz');
  const total = isLines ? await countLines(path) : Math.ceil((await stat(path)).size / 1000);
  const progress = await startProgress({ total, unit: isLines ? 'samples' : 'kB' });
  if (isLines) return { onRead: undefined, advance: () => progress.advance(1), stop: () => progress.stop() };
  let samples = 0;
  return {
    onRead: progressByBytes(progress, () => `${samples} samples`),
    advance() {
      samples += 1;
    },
    stop: () => progress.stop(),
  };
}
