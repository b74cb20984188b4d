import type { Detection, DetectorManifest } from '@tldr-rm/schema';
import type { DetectorItem } from '../../detector';
import type { RuntimeOptions } from '../load-runtime';
import type { PortableError } from './portable-error';

/** What the thread is started with. */
export interface ThreadData {
  folder: string;
  options: RuntimeOptions;
}

export type MessageToThread =
  | { type: 'detect'; call: number; items: readonly DetectorItem[]; options: { theta?: number; batchSize?: number } }
  | { type: 'cancel'; call: number }
  | { type: 'close' };

export type MessageFromThread =
  | { type: 'open'; manifest: DetectorManifest }
  | { type: 'failed'; error: PortableError }
  /** Some detections of a call, in order. */
  | { type: 'detections'; call: number; detections: Detection[]; last: boolean }
  | { type: 'rejected'; call: number; error: PortableError }
  | { type: 'closed' };
