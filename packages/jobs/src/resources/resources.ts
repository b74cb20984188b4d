import type { Detector } from '@tldr-rm/detect';

/** The detector that is used where a spec names none. */
export const SHIPPED_DETECTOR = '@tldr-rm/scenes-tiny';

export interface DetectorRequest {
  /** Folder or npm package of the detector. */
  detector?: string | undefined;
  /** Threads to compute with; by default one a physical core. */
  threads?: number | undefined;
}

/** What is costly to open: opened once, shared by all jobs that are given it, and closed together. */
export interface Resources {
  /** Values of the environment, where keys of servers are looked up by name. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The detector of a request; who asks again with the same request gets the same one. It is closed with the resources, and by nobody else. */
  detector(request: DetectorRequest): Promise<Detector>;
  /** Ends everything that was opened. */
  close(): Promise<void>;
}

export interface OpenResourcesOptions {
  environment?: Readonly<Record<string, string | undefined>>;
}

/** Resources of which nothing is open yet. */
export function openResources({ environment = {} }: OpenResourcesOptions = {}): Resources {
  const detectors = new Map<string, Promise<Detector>>();
  return {
    environment,
    detector({ detector, threads }) {
      const key = JSON.stringify([detector ?? SHIPPED_DETECTOR, threads ?? null]);
      const known = detectors.get(key);
      if (known !== undefined) return known;
      const opening = open(detector, threads);
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

async function open(detector: string | undefined, threads: number | undefined): Promise<Detector> {
  const [{ loadDetector }, { detectorFolder }] = await Promise.all([import('@tldr-rm/detect'), import('../detect/open-detector')]);
  return loadDetector(await detectorFolder(detector), threads ? { threads } : {});
}
