import { imageReference } from '@tldr-rm/detect';
import type { ScorerEvaluation } from '@tldr-rm/reports';
import { chooseCases, renderEvaluationPage } from '@tldr-rm/reports';
import pLimit from 'p-limit';
import { pictureDataUri } from '../pages/picture-data-uri';
import { writePage } from '../pages/write-page';

/** Pictures that are encoded at once. */
const AT_ONCE = 4;

/**
 * Writes the page of an evaluation, and gives its path.
 *
 * @param out a file that ends in .html, or a folder that gets `report.html`.
 * @param data the file that was scored.
 * @throws {InputError} `OUTPUT_UNWRITABLE`.
 */
export async function writeEvaluationReport(out: string, evaluation: ScorerEvaluation, data: string): Promise<string> {
  const limit = pLimit(AT_ONCE);
  const cases = await Promise.all(
    chooseCases(evaluation.scores).map(({ image, ...shown }) =>
      limit(async () => ({ ...shown, picture: await pictureDataUri(imageReference(image)) })),
    ),
  );
  return writePage(out, renderEvaluationPage(evaluation, cases, data));
}
