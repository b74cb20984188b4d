import { type ResourceLimits, Worker } from 'node:worker_threads';
import type { Detector } from '../../detector';
import type { RuntimeOptions } from '../load-runtime';
import type { ThreadData } from './messages';
import { ThreadDetector } from './thread-detector';
import { type ThreadProgram, threadProgram } from './thread-program';

/**
 * Opens a detector in a thread of its own.
 *
 * @throws what opening it in this thread throws; {DetectorError} `DETECTOR_THREAD` if the thread ends before it is open.
 */
export async function openThreadDetector(
  folder: string,
  options: RuntimeOptions,
  { program = threadProgram(), resourceLimits }: { program?: ThreadProgram; resourceLimits?: ResourceLimits } = {},
): Promise<Detector> {
  const workerData: ThreadData = { folder, options };
  const { url, execArgv } = program;
  const worker = new Worker(url, { workerData, ...(execArgv && { execArgv }), ...(resourceLimits && { resourceLimits }) });
  return ThreadDetector.open(worker);
}
