/** The program of a detector's thread: opens the detector, and answers the calls that are posted to it until it is told to close. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Detection } from '@tldr-rm/schema';
import { openDetector } from '../../open-detector';
import { loadNodeRuntime } from '../load-runtime';
import type { MessageFromThread, MessageToThread, ThreadData } from './messages';
import { toPortable } from './portable-error';

/** Detections in one message: the other side must not be kept busy with unpacking. */
const DETECTIONS_PER_MESSAGE = 8;

const post = (message: MessageFromThread): void => parentPort!.postMessage(message);

try {
  await serve(workerData as ThreadData);
} catch (error) {
  post({ type: 'failed', error: toPortable(error) });
}

async function serve({ folder, options }: ThreadData): Promise<void> {
  const detector = openDetector(await loadNodeRuntime(folder, options));
  const given = new Map<number, AbortController>();
  const answer = async ({ call, items, options: callOptions }: Extract<MessageToThread, { type: 'detect' }>): Promise<void> => {
    const controller = new AbortController();
    given.set(call, controller);
    try {
      postDetections(call, await detector.detectBatch(items, { ...callOptions, signal: controller.signal }));
    } catch (error) {
      post({ type: 'rejected', call, error: toPortable(error) });
    } finally {
      given.delete(call);
    }
  };
  parentPort!.on('message', (message: MessageToThread) => {
    if (message.type === 'detect') void answer(message);
    else if (message.type === 'cancel') given.get(message.call)?.abort();
    else void detector.close().then(() => post({ type: 'closed' }));
  });
  post({ type: 'open', manifest: detector.manifest });
}

function postDetections(call: number, detections: readonly Detection[]): void {
  for (let start = 0; start === 0 || start < detections.length; start += DETECTIONS_PER_MESSAGE) {
    const end = start + DETECTIONS_PER_MESSAGE;
    post({ type: 'detections', call, detections: detections.slice(start, end), last: end >= detections.length });
  }
}
