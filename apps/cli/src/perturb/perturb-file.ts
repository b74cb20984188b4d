import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { perturbScene } from '@tldr-rm/perturb';
import { createRandom } from '@tldr-rm/scenes';
import { InputError, JsonlError, type LabelledSample, readJsonl, type Sample, sampleSchema, type Taxonomy } from '@tldr-rm/schema';
import type { Progress } from '../terminal/progress';
import { AppendableLines } from './appendable-lines';
import { countLines } from './count-lines';
import { moveImageReference } from './image-references';
import { ResumeError } from './resume-error';
import { type WrittenLine, writtenLineSchema } from './written-line';

/** Lines that are written at once. */
const BATCH = 256;

export interface PerturbFileOptions {
  input: string;
  output: string;
  seed: number;
  taxonomy: Taxonomy | undefined;
  startAnew: boolean;
  startProgress: (total: number) => Promise<Progress>;
}

export interface PerturbSummary {
  samples: number;
  written: number;
  /** Samples whose truth is not known. */
  withoutScene: number;
  /** Samples that the taxonomy (or any) cannot be applied to. */
  notApplicable: number;
  byTaxonomy: Partial<Record<Taxonomy, number>>;
}

/**
 * Perturbs a file of samples. What becomes of a sample depends on the seed and its id alone, and lines are written in the order of the input, so a run that was
 * killed goes on after the last line.
 *
 * @throws {ResumeError} if the output holds lines made of other samples or with other options.
 * @throws {JsonlError} if a line of the input is broken or repeats an id; what was made of the lines before it is written.
 */
export async function perturbFile({
  input,
  output,
  seed,
  taxonomy,
  startAnew,
  startProgress,
}: PerturbFileOptions): Promise<PerturbSummary> {
  if (resolve(input) === resolve(output)) throw new InputError('SAME_FILE', `--in and --out are the same file: ${input}.`);
  const summary: PerturbSummary = { samples: 0, written: 0, withoutScene: 0, notApplicable: 0, byTaxonomy: {} };
  const total = await countLines(input);
  const lines = await AppendableLines.open(output, { startAnew });
  const perturb = (sample: Sample): LabelledSample | null => {
    const labelled = perturbScene(sample, createRandom(`${seed}/${sample.id}`), taxonomy ? { taxonomy } : {});
    return labelled?.image === undefined ? labelled : { ...labelled, image: moveImageReference(labelled.image, input, output) };
  };
  try {
    const progress = await startProgress(total);
    const earlier = readJsonl(output, writtenLineSchema);
    const pending: LabelledSample[] = [];
    let resuming = true;
    try {
      for await (const sample of readUniqueSamples(input)) {
        summary.samples += 1;
        if (summary.samples % BATCH === 0) progress.advance(BATCH);
        const labelled = perturb(sample);
        if (labelled === null) {
          if (sample.scene && sample.claims) summary.notApplicable += 1;
          else summary.withoutScene += 1;
          continue;
        }
        summary.written += 1;
        countTaxonomy(summary, labelled);
        if (resuming) {
          const written = await earlier.next();
          if (!written.done) {
            assertSame(labelled, written.value.value, output);
            continue;
          }
          resuming = false;
        }
        pending.push(labelled);
        if (pending.length === BATCH) await lines.append(pending.splice(0));
      }
      if (resuming && !(await earlier.next()).done) throw new ResumeError(output, `holds more lines than ${input} gives`);
      progress.advance(summary.samples % BATCH);
    } finally {
      progress.stop();
      // What stands before a broken line is good work.
      await lines.append(pending);
    }
  } finally {
    await lines.close();
  }
  if (summary.samples === 0) throw new InputError('NO_SAMPLES', `${input}: there are no samples in this file.`);
  if (summary.withoutScene === summary.samples) {
    throw new InputError(
      'NO_SCENES',
      `${input}: no sample carries "scene" and "claims", which this engine needs. \`tldr-rm scenes\` makes such samples.`,
    );
  }
  return summary;
}

async function* readUniqueSamples(path: string): AsyncGenerator<Sample> {
  const lineOfId = new Map<string, number>();
  for await (const { line, value: sample } of readJsonl(path, sampleSchema)) {
    const earlier = lineOfId.get(sample.id);
    if (earlier !== undefined)
      throw new JsonlError(path, line, `the id "${sample.id}" stands in line ${earlier} too. Give every sample its own id.`);
    lineOfId.set(sample.id, line);
    yield sample;
  }
}

function assertSame(labelled: LabelledSample, written: WrittenLine, path: string): void {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(labelled)), written)) {
    throw new ResumeError(path, 'holds lines that were made of other samples, or with another seed or taxonomy');
  }
}

function countTaxonomy({ byTaxonomy }: PerturbSummary, { spans }: LabelledSample): void {
  for (const taxonomy of new Set(spans.flatMap((span) => span.taxonomy ?? []))) byTaxonomy[taxonomy] = (byTaxonomy[taxonomy] ?? 0) + 1;
}
