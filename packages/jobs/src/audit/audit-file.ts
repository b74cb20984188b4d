import { countLines } from '@tldr-rm/files';
import { auditPerturbations, loadGrammarChecker, type PerturbationAudit } from '@tldr-rm/perturb/audit';
import { InputError } from '@tldr-rm/schema';
import type { Progress } from '../terminal/progress';
import { readAuditedSamples } from './read-audited-samples';
import { readEngineSummary } from './read-engine-summary';

export interface AuditFileOptions {
  input: string;
  summary: string | undefined;
  pairs: number | undefined;
  seed: number;
  checkGrammar: boolean;
  startProgress: (total: number) => Promise<Progress>;
}

/** Samples between two movements of the progress bar. */
const STEP = 256;

/**
 * Audits a file of labelled samples.
 *
 * @throws {JsonlError} naming file and line of what is no sample.
 * @throws {InputError} if the file holds no negative.
 */
export async function auditFile({
  input,
  summary,
  pairs,
  seed,
  checkGrammar,
  startProgress,
}: AuditFileOptions): Promise<PerturbationAudit> {
  const engine = summary === undefined ? null : await readEngineSummary(summary);
  const total = await countLines(input);
  const grammarChecker = checkGrammar ? await loadGrammarChecker() : undefined;
  const progress = await startProgress(total);
  let read = 0;
  const samples = readAuditedSamples(input, () => {
    read += 1;
    if (read % STEP === 0) progress.advance(STEP, read + STEP >= total ? 'learning to guess, reading the language' : undefined);
  });
  try {
    const audit = await auditPerturbations(samples, { seed: String(seed), grammarChecker, engine, ...(pairs !== undefined && { pairs }) });
    progress.advance(read % STEP);
    if (audit.samples.negatives > 0) return audit;
  } finally {
    progress.stop();
  }
  throw new InputError(
    'NO_NEGATIVES',
    `${input}: there are no negatives in this file. \`tldr-rm perturb\` makes them: lines with "original" and "spans".`,
  );
}
