import { join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type { Detector } from '@tldr-rm/detect';

export interface DetectorRequest {
  /** Folder or npm package of the detector; the one that comes with this package if not given. */
  detector?: string | undefined;
  /** Threads to compute with; by default one a physical core. */
  threads?: number | undefined;
}

/** What is costly to open: opened once, shared by all jobs that are given it, and closed together. */
export interface Resources {
  /** Values of the environment, where keys of servers are looked up by name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** What `-` means as an input. */
  readonly standardInput?: Readable | undefined;
  /** What `-` means as an output. */
  readonly standardOutput?: Writable | undefined;
  /**
   * The detector of a request; who asks again with the same request gets the same one, unless its folder has changed since. It is closed with the resources, and by nobody
   * else.
   */
  detector(request: DetectorRequest): Promise<Detector>;
  /** Ends everything that was opened. */
  close(): Promise<void>;
}

export interface OpenResourcesOptions extends Partial<Pick<Resources, 'environment' | 'standardInput' | 'standardOutput'>> {
  /** Whether detectors compute in threads of their own, so that this one is never kept busy (default false). */
  detectorThreads?: boolean;
}

/** Resources of which nothing is open yet. */
export function openResources({ environment = {}, detectorThreads = false, ...streams }: OpenResourcesOptions = {}): Resources {
  const detectors = new Map<string, Promise<Detector>>();
  return {
    environment,
    ...streams,
    async detector({ detector, threads }) {
      const [{ loadDetector }, { detectorFolder }, { markOf }] = await Promise.all([
        import('@tldr-rm/detect'),
        import('../detect/open-detector'),
        import('@tldr-rm/files'),
      ]);
      const folder = resolve(await detectorFolder(detector));
      // Whoever calibrates or exports a detector changes this file last.
      const mark = await markOf(join(folder, 'detector.json'));
      const key = JSON.stringify([folder, threads ?? null, mark]);
      const known = detectors.get(key);
      if (known !== undefined) return known;
      const opening = loadDetector(folder, { thread: detectorThreads, ...(threads && { threads }) });
      detectors.set(key, opening);
      // One that cannot be opened may be there at the next try.
      opening.catch(() => detectors.delete(key));
      return opening;
    },
    async close() {
      const opened = await Promise.allSettled(detectors.values());
      detectors.clear();
      for (const outcome of opened) if (outcome.status === 'fulfilled') await outcome.value.close();
    },
  };
}
