import { createHash, type Hash } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { OutputFormat, ReadSamplesOptions } from '@tldr-rm/datasets';
import {
  AppendableLines,
  mapInOrder,
  markOf,
  moveImageReference,
  partialPath,
  ResumeError,
  removeRunState,
  type WrittenLine,
  writeRunState,
  writtenLineSchema,
} from '@tldr-rm/files';
import { isLabelledFalse } from '@tldr-rm/perturb';
import { InputError, type LabelledSample, type Sample } from '@tldr-rm/schema';
import { convertFile } from '../convert/convert-file';
import { followReading, type ReadingProgress } from '../follow-reading';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import type { JobOutput } from '../paths/open-paths';
import type { RereadableInput } from '../paths/open-rereadable';
import { type LineSkipper, nothingLeft, openLineSkipper, type SkipLinesOptions, type SkippedSummary, skippedSummary } from '../skip-lines';
import { findStart } from './find-start';
import { makeNegatives, type NegativesOptions } from './make-negatives';
import type { OpenedEngine } from './open-engine';
import type { PerturbState, PerturbSummary } from './perturb-summary';
import { readUniqueSamples } from './read-unique-samples';

/** Lines that are written at once. */
const BATCH = 256;

/** How often the state is put on the disk: the work that a kill can cost. */
const CHECKPOINT_MILLISECONDS = 1000;

export interface PerturbFileOptions extends NegativesOptions, Pick<SkipLinesOptions, 'onError'> {
  input: RereadableInput;
  output: JobOutput;
  format: OutputFormat;
  engine: OpenedEngine;
  reading: Omit<ReadSamplesOptions, 'onRead' | 'name' | 'base'>;
  overwrite: boolean;
}

type PerturbContext = Pick<OpenedContext, 'signal' | 'onProgress' | 'onNotice'>;

export type PerturbFileSummary = PerturbSummary & SkippedSummary & { alreadyComplete: boolean };

/**
 * Perturbs a file of samples. What becomes of a sample depends on the seed and its id alone, and lines are written in the order of the input. How far a run has come
 * stands in a file beside the output, so one that was killed goes on from there: the samples before are read again, to see that they are the same, but not made again.
 *
 * @throws {ResumeError} if the output holds lines made of other samples or with other options.
 * @throws {JsonlError | RecordError} if a record of the input is broken or repeats an id, unless such records are left out; what was made of those before it is written.
 * @throws {InterruptedError} if the signal came; what was made is written.
 */
export async function perturbFile(options: PerturbFileOptions, context: PerturbContext): Promise<PerturbFileSummary> {
  const { input, output, format, engine, onError, overwrite } = options;
  const { name, isFile } = output;
  const work = format === 'jsonl' ? name : partialPath(name);
  if (overwrite && isFile) await removeRunState(name);
  const asked = askedFor(options);
  const start =
    overwrite || !isFile ? ({ kind: 'anew' } as const) : await findStart({ input, output: name, work, format, engine, options: asked });
  const openSkipper = (startAnew: boolean): Promise<LineSkipper> =>
    openLineSkipper(output.target, { onError, startAnew, onNotice: context.onNotice });
  if (start.kind === 'complete') {
    const skipper = await openSkipper(false);
    await skipper.close();
    return { ...start.state.summary, ...skippedSummary(skipper), alreadyComplete: true };
  }
  const state = start.kind === 'resume' ? start.state : null;
  const inputMark = input.isFile ? await markOf(input.path) : null;
  const lines = await AppendableLines.open(isFile ? work : output.target, { startAnew: overwrite, ...(state && { keep: state.bytes }) });
  let done: PerturbState;
  let skipper: LineSkipper | undefined;
  try {
    skipper = await openSkipper(state === null);
    done = await perturbSamples(options, context, { lines, state, asked, skipper });
    assertOfUse(done.summary, { input: input.name, engine, skipped: skipper.count });
    await lines.finish();
  } finally {
    await skipper?.close();
    await lines.close();
  }
  const { summary } = done;
  if (format !== 'jsonl') {
    await convertFile({
      input: { path: work, name: work, base: work },
      output,
      format,
      reading: { format: 'jsonl' },
      signal: context.signal,
    });
  }
  if (isFile) await writeRunState(name, { ...done, finished: { input: inputMark, output: (await markOf(name))! } });
  if (format !== 'jsonl') await rm(work);
  return { ...summary, ...skippedSummary(skipper), alreadyComplete: false };
}

/** @throws {InputError} if no sample could have been perturbed. */
function assertOfUse(
  { samples, alreadyFalse: labelled, withoutScene }: PerturbSummary,
  { input, engine: { needs }, skipped }: { input: string; engine: OpenedEngine; skipped: number },
): void {
  if (samples === 0) throw nothingLeft(input, skipped);
  if (labelled === samples) throw alreadyFalse(input);
  if (needs && withoutScene === samples) throw needs.missing(input);
}

interface Run {
  lines: AppendableLines;
  /** What an earlier run has done. */
  state: PerturbState | null;
  asked: PerturbState['options'];
  skipper: LineSkipper;
}

async function perturbSamples(
  options: PerturbFileOptions,
  { signal, onProgress }: PerturbContext,
  { lines, state, asked, skipper }: Run,
): Promise<PerturbState> {
  const { input, output, engine } = options;
  const progress = await followReading(input, options.reading.format, 'perturbing', onProgress);
  const summary: PerturbSummary = structuredClone(state?.summary) ?? {
    samples: 0,
    written: 0,
    withoutScene: 0,
    alreadyFalse: 0,
    notApplicable: 0,
    byTaxonomy: {},
  };
  const digest = createHash('sha256');
  const stopped = new AbortController();
  const stop = AbortSignal.any([signal, stopped.signal]);
  // Lines without a state: they are made again, and compared, before any is added.
  let earlier = state === null ? lines.written(writtenLineSchema) : null;
  const pending: LabelledSample[] = [];
  let savedAt = performance.now();
  const current = (): PerturbState => ({
    version: 2,
    job: 'perturb',
    options: asked,
    items: summary.samples,
    digest: digest.copy().digest('hex'),
    bytes: lines.bytes,
    summary,
  });
  let lost = false;
  const flush = async (): Promise<void> => {
    const batch = pending.splice(0);
    await lines.write(batch).catch((error: unknown): never => {
      lost = true;
      throw error;
    });
  };
  const save = async (): Promise<void> => {
    await flush();
    await lines.sync();
    // Until all earlier lines are found right, no state may say that they are.
    if (output.isFile && earlier === null && summary.samples > 0) await writeRunState(output.name, current());
    savedAt = performance.now();
  };
  const make = async (sample: Sample): Promise<LabelledSample[]> => {
    const negatives = await makeNegatives(engine.engine, sample, options, stop);
    return negatives.map((negative) =>
      negative.image === undefined ? negative : { ...negative, image: moveImageReference(negative.image, input.base, output.base) },
    );
  };
  const reading = { ...options.reading, name: input.name, base: input.base, onRead: progress.onRead };
  const samples = readUniqueSamples(input.path, reading, skipper);
  try {
    if (state !== null) await skipFinished(samples, state, digest, progress, options, signal);
    try {
      for await (const { item: sample, result: negatives } of mapInOrder(untilAborted(samples, stop), engine.concurrency, make)) {
        noteSample(digest, sample);
        countSample(summary, sample, negatives, engine);
        progress.advance();
        for (const negative of negatives) {
          const written = await earlier?.next();
          if (written && !written.done) {
            assertSame(negative, written.value.value, output.name);
          } else {
            earlier = null;
            pending.push(negative);
          }
        }
        if (pending.length >= BATCH) await flush();
        if (performance.now() - savedAt > CHECKPOINT_MILLISECONDS) await save();
      }
      if (earlier !== null && !stop.aborted) {
        if (!(await earlier.next()).done) throw new ResumeError(output.name, `holds more lines than ${input.name} gives`);
        earlier = null;
      }
    } catch (error) {
      if (!signal.aborted) throw error;
    } finally {
      stopped.abort();
      // What stands before a broken record is good work. Lines that could not be written are not to be counted as done.
      if (!lost) await save();
    }
  } finally {
    await samples.return(undefined);
  }
  if (signal.aborted) throw interrupted(output, summary.samples);
  return current();
}

function interrupted({ name, isFile }: JobOutput, samples: number): InterruptedError {
  return new InterruptedError(`${name}: stopped after ${samples} samples.${isFile ? ' The same job goes on from there.' : ''}`);
}

/**
 * Reads past the samples that an earlier run has done.
 *
 * @throws {ResumeError} if they are not those that it had.
 */
async function skipFinished(
  samples: AsyncGenerator<Sample>,
  state: PerturbState,
  digest: Hash,
  progress: ReadingProgress,
  { input, output }: PerturbFileOptions,
  signal: AbortSignal,
): Promise<void> {
  for (let done = 0; done < state.items; done += 1) {
    if (signal.aborted) throw interrupted(output, state.items);
    const next = await samples.next();
    if (next.done) throw new ResumeError(output.name, `was made of ${state.items} samples, and ${input.name} holds ${done}`);
    noteSample(digest, next.value);
    progress.advance();
  }
  if (digest.copy().digest('hex') !== state.digest)
    throw new ResumeError(output.name, `was made of other samples than ${input.name} holds now`);
}

async function* untilAborted<Item>(items: AsyncIterable<Item>, signal: AbortSignal): AsyncGenerator<Item> {
  for await (const item of items) {
    if (signal.aborted) return;
    yield item;
  }
}

/** What decides the output, by the fields of the spec. */
function askedFor({ engine, seed, taxonomy, edits, perSample, reading, format }: PerturbFileOptions): PerturbState['options'] {
  const { format: from, columns, prompt, imageFolder } = reading;
  return {
    engine: engine.name,
    ...engine.settings,
    seed,
    taxonomy,
    edits,
    ...(perSample > 1 && { perSample }),
    from,
    columns,
    prompt,
    imageFolder: imageFolder === undefined ? undefined : resolve(imageFolder),
    to: format,
  };
}

function noteSample(digest: Hash, { id, image, prompt, response }: Sample): void {
  digest.update(JSON.stringify([id, image ?? null, prompt, response]));
}

function countSample(summary: PerturbSummary, sample: Sample, negatives: readonly LabelledSample[], engine: OpenedEngine): void {
  summary.samples += 1;
  summary.written += negatives.length;
  if (negatives.length === 0) {
    if (sample.response.length > (engine.maximumLength ?? Infinity)) summary.tooLong = (summary.tooLong ?? 0) + 1;
    else summary[reasonFor(sample, engine)] += 1;
  }
  for (const { spans } of negatives) {
    for (const taxonomy of new Set(spans.flatMap((span) => span.taxonomy ?? []))) {
      summary.byTaxonomy[taxonomy] = (summary.byTaxonomy[taxonomy] ?? 0) + 1;
    }
  }
}

/** Why nothing was made of a sample. */
function reasonFor(sample: Sample, engine: OpenedEngine): 'alreadyFalse' | 'withoutScene' | 'notApplicable' {
  if (isLabelledFalse(sample)) return 'alreadyFalse';
  return engine.needs?.isIn(sample) === false ? 'withoutScene' : 'notApplicable';
}

function alreadyFalse(input: string): InputError {
  const problem = 'every sample is labelled as false already ("spans" or "hallucinated"), so there is no true text to start from';
  return new InputError('ALREADY_FALSE', `${input}: ${problem}. Give the samples that it was made of.`);
}

function assertSame(labelled: LabelledSample, written: WrittenLine, path: string): void {
  if (!isDeepStrictEqual(JSON.parse(JSON.stringify(labelled)), written)) {
    throw new ResumeError(path, 'holds lines that were made of other samples, or with another seed or taxonomy');
  }
}
