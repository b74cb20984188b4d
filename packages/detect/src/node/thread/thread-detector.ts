import type { Worker } from 'node:worker_threads';
import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import { type DetectBatchOptions, type DetectOptions, type Detector, type DetectorItem, detectOne } from '../../detector';
import { DetectorError, detectorClosed } from '../../errors';
import type { MessageFromThread, MessageToThread } from './messages';
import { fromPortable } from './portable-error';
import { hasBlob, portableItems, withBlobsRead } from './portable-items';

/** A call whose answer is awaited. */
interface Pending {
  detections: Detection[];
  resolve: (detections: Detection[]) => void;
  reject: (reason: unknown) => void;
  stopListening: () => void;
}

/** The near side of a detector that runs in another thread. The thread keeps the process alive only while calls are under way. */
export class ThreadDetector implements Detector {
  readonly manifest: DetectorManifest;
  readonly #worker: Worker;
  readonly #pending = new Map<number, Pending>();
  #calls = 0;
  #closing: Promise<void> | null = null;
  /** Why no call can be answered any more. */
  #ended: DetectorError | null = null;
  #onClosed: () => void = () => undefined;

  private constructor(worker: Worker, manifest: DetectorManifest) {
    this.manifest = manifest;
    this.#worker = worker;
    worker.on('message', (message: MessageFromThread) => this.#receive(message));
    worker.on('error', (error) => this.#end(threadEnded(error)));
    worker.on('exit', () => this.#end(threadEnded()));
    worker.unref();
  }

  /** Waits until the detector in the thread is open. */
  static async open(worker: Worker): Promise<ThreadDetector> {
    try {
      const manifest = await new Promise<DetectorManifest>((resolve, reject) => {
        worker.once('message', (message: MessageFromThread) => {
          if (message.type === 'open') resolve(message.manifest);
          else reject(message.type === 'failed' ? fromPortable(message.error) : threadEnded());
        });
        worker.once('error', (error) => reject(threadEnded(error)));
        worker.once('exit', () => reject(threadEnded()));
      });
      return new ThreadDetector(worker, manifest);
    } catch (error) {
      await worker.terminate();
      throw error;
    }
  }

  async detect(item: DetectorItem, options: DetectOptions = {}): Promise<Detection> {
    return detectOne((items, batchOptions) => this.detectBatch(items, batchOptions), item, options);
  }

  async detectBatch(items: readonly DetectorItem[], { signal, ...options }: DetectBatchOptions = {}): Promise<Detection[]> {
    this.#checkOpen();
    signal?.throwIfAborted();
    const posted = portableItems(items.some(hasBlob) ? await withBlobsRead(items) : items);
    this.#checkOpen();
    signal?.throwIfAborted();
    const call = this.#calls;
    this.#calls += 1;
    return new Promise((resolve, reject) => {
      const abort = (): void => {
        this.#settle(call)?.reject(signal?.reason);
        this.#post({ type: 'cancel', call });
      };
      signal?.addEventListener('abort', abort, { once: true });
      const stopListening = (): void => signal?.removeEventListener('abort', abort);
      this.#pending.set(call, { detections: [], resolve, reject, stopListening });
      this.#worker.ref();
      try {
        this.#post({ type: 'detect', call, items: posted, options });
      } catch (error) {
        this.#settle(call)?.reject(error);
      }
    });
  }

  close(): Promise<void> {
    this.#closing ??= this.#finish();
    return this.#closing;
  }

  async #finish(): Promise<void> {
    if (this.#ended === null) {
      this.#worker.ref();
      await new Promise<void>((resolve) => {
        this.#onClosed = resolve;
        this.#post({ type: 'close' });
      });
    }
    await this.#worker.terminate();
  }

  #receive(message: MessageFromThread): void {
    if (message.type === 'closed') {
      this.#onClosed();
    } else if (message.type === 'rejected') {
      this.#settle(message.call)?.reject(fromPortable(message.error));
    } else if (message.type === 'detections') {
      const pending = this.#pending.get(message.call);
      pending?.detections.push(...message.detections);
      if (message.last) this.#settle(message.call)?.resolve(pending!.detections);
    }
  }

  #settle(call: number): Pending | undefined {
    const pending = this.#pending.get(call);
    this.#pending.delete(call);
    pending?.stopListening();
    if (this.#pending.size === 0 && this.#closing === null) this.#worker.unref();
    return pending;
  }

  #checkOpen(): void {
    if (this.#closing) throw detectorClosed();
    if (this.#ended) throw this.#ended;
  }

  #end(reason: DetectorError): void {
    this.#ended ??= reason;
    for (const call of [...this.#pending.keys()]) this.#settle(call)?.reject(this.#ended);
    this.#onClosed();
  }

  #post(message: MessageToThread): void {
    this.#worker.postMessage(message);
  }
}

function threadEnded(cause?: Error): DetectorError {
  const reason = cause ? ` (${cause.message})` : '';
  return new DetectorError('DETECTOR_THREAD', `the thread of the detector ended${reason}. Load the detector again.`, { cause });
}
