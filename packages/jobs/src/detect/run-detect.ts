import type { OpenedContext } from '../job/job';
import { type DetectFileSummary, detectFile } from './detect-file';
import type { DetectSpec } from './detect-job';
import { type DetectOneSummary, detectOne } from './detect-one';

/** What came of one response (`detection`), or of a file of them (`output`). */
export type DetectSummary = DetectOneSummary | DetectFileSummary;

/** Scores what the spec gives. */
export async function runDetect(spec: DetectSpec, context: OpenedContext): Promise<DetectSummary> {
  const { image, response, input, output } = spec;
  if (input !== undefined && output !== undefined) return detectFile({ ...spec, input, output }, context);
  // The spec has one or the other.
  return detectOne({ ...spec, image: image!, response: response! }, context);
}
