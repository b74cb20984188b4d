import type { DetectionComparison } from '@tldr-rm/evaluate';
import { writeAtomically } from '@tldr-rm/files';
import { type CaseChooser, renderEvaluationPage } from '@tldr-rm/reports';
import pLimit from 'p-limit';
import { pictureDataUri } from '../pages/picture-data-uri';

/** Pictures that are encoded at once. */
const AT_ONCE = 4;

export interface EvaluationPageOptions {
  cases: ReturnType<CaseChooser['chosen']>;
  /** The file that was scored. */
  data: string;
}

/**
 * Writes the page of an evaluation.
 *
 * @throws {FileError} `OUTPUT_UNWRITABLE` or `DISK_FULL`.
 */
export async function writeEvaluationPage(
  path: string,
  comparison: DetectionComparison,
  { cases, data }: EvaluationPageOptions,
): Promise<void> {
  const limit = pLimit(AT_ONCE);
  const shown = await Promise.all(
    cases.map(({ image, ...rest }) => limit(async () => ({ ...rest, picture: await pictureDataUri(image) }))),
  );
  await writeAtomically(path, renderEvaluationPage({ comparison }, shown, data));
}
