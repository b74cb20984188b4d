import { type ImageReference, imageText, writeAtomically } from '@tldr-rm/files';
import type { Detection } from '@tldr-rm/schema';
import type { OpenedContext } from '../job/job';
import { assertWritable } from '../paths/assert-writable';
import { appliedThresholds } from './applied-thresholds';

export interface DetectOneOptions {
  image: ImageReference;
  prompt: string;
  response: string;
  detector?: string | undefined;
  theta?: number | undefined;
  threads?: number | undefined;
  report?: string | undefined;
}

export interface DetectOneSummary {
  /** The text that was scored. */
  response: string;
  detection: Detection;
  /** The page that was written, if one was asked for. */
  report?: string;
}

/**
 * Scores one response.
 *
 * @throws {InputError} if image, response or detector cannot be used.
 */
export async function detectOne(
  { image, prompt, response, detector: asked, theta, threads, report }: DetectOneOptions,
  { resources, signal }: Pick<OpenedContext, 'resources' | 'signal'>,
): Promise<DetectOneSummary> {
  await assertWritable(report);
  const detector = await resources.detector({ detector: asked, threads });
  const detection = await detector.detect({ image, prompt, response }, { signal, ...(theta !== undefined && { theta }) });
  if (report === undefined) return { response, detection };
  const [{ renderDetectionReport }, { pictureDataUri }] = await Promise.all([
    import('@tldr-rm/reports'),
    import('../pages/picture-data-uri'),
  ]);
  const card = { title: imageText(image), image: await pictureDataUri(image), prompt, captions: [{ response, detection }] };
  const totals = {
    responses: 1,
    hallucinated: detection.response.hallucinated ? 1 : 0,
    spans: detection.spans.length,
    withWarnings: detection.warnings ? 1 : 0,
  };
  const manifest = { ...detector.manifest, thresholds: appliedThresholds(detector.manifest, theta) };
  await writeAtomically(report, renderDetectionReport({ cards: [card], totals, manifest }));
  return { response, detection, report };
}
