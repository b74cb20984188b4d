import { countLines } from '@tldr-rm/files';
import { auditPerturbations, loadGrammarChecker, type PerturbationAudit } from '@tldr-rm/perturb/audit';
import { InputError } from '@tldr-rm/schema';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { openInput } from '../paths/open-paths';
import type { AuditSpec } from './audit-spec';
import { readAuditedSamples } from './read-audited-samples';
import { readEngineSummary } from './read-engine-summary';

/** Samples between two movements of the progress bar. */
const STEP = 256;

/**
 * Audits a file of labelled samples.
 *
 * @throws {InterruptedError} if the signal came.
 * @throws {JsonlError} naming file and line of what is no sample.
 * @throws {InputError} if the file holds no negative.
 */
export async function auditFile(
  { input: path, engineSummary, pairs, seed, checkGrammar }: Omit<AuditSpec, 'report' | 'markdown'>,
  context: Pick<OpenedContext, 'signal' | 'onProgress' | 'resources'>,
): Promise<PerturbationAudit> {
  const engine = engineSummary === undefined ? null : await readEngineSummary(engineSummary);
  const { signal, onProgress } = context;
  const input = await openInput('input', path, context);
  const total = input.isFile ? await countLines(path) : null;
  const grammarChecker = checkGrammar ? await loadGrammarChecker() : undefined;
  const reading = beginStage(onProgress, { stage: 'auditing', unit: 'samples', total });
  let read = 0;
  const samples = readAuditedSamples(input, () => {
    if (signal.aborted) throw new InterruptedError(`${input.name}: the audit was stopped; nothing was written.`);
    read += 1;
    if (read % STEP === 0)
      reading.advance(STEP, total !== null && read + STEP >= total ? 'learning to guess, reading the language' : undefined);
  });
  const audit = await auditPerturbations(samples, { seed: String(seed), grammarChecker, engine, ...(pairs !== undefined && { pairs }) });
  reading.advance(read % STEP);
  if (audit.samples.negatives > 0) return audit;
  throw new InputError(
    'NO_NEGATIVES',
    `${input.name}: there are no negatives in this file. \`tldr-rm perturb\` makes them: lines with "original" and "spans".`,
  );
}
