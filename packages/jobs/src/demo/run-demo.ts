import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import { countWords, type ReportCaption, renderDemoReport, type ScoredExample, type WordCounts } from '@tldr-rm/reports';
import type { Sample, Taxonomy } from '@tldr-rm/schema';
import { InterruptedError } from '../job/interrupted-error';
import type { OpenedContext } from '../job/job';
import { beginStage } from '../job/stage';
import { pictureDataUri } from '../pages/picture-data-uri';
import type { DemoSpec } from './demo-job';
import { drawExamples } from './draw-examples';

/** Pictures that are scored at once, with two captions each. */
const BATCH = 32;

/** What `demo` tells. */
export interface DemoSummary {
  /** Name of the detector. */
  detector: string;
  seed: number;
  /** The page. */
  report: string;
  totals: WordCounts;
  examples: { taxonomy: Taxonomy; prompt: string; captions: [right: ReportCaption, wrong: ReportCaption] }[];
}

/** Draws pictures, scores a right and a wrong caption of each, and writes a page; beside it the pictures, the true samples and the labelled ones, for other jobs to begin with. */
export async function runDemo({ output, seed, each, ...request }: DemoSpec, context: OpenedContext): Promise<DemoSummary> {
  const { signal, onProgress, resources } = context;
  await mkdir(join(output, 'images'), { recursive: true }).catch(unwritable(output));
  const detector = await resources.detector(request);
  const drawn = await drawExamples(seed, each);
  const scoring = beginStage(onProgress, { stage: 'scoring', unit: 'pictures', total: drawn.length });
  const examples: ScoredExample[] = [];
  for (let start = 0; start < drawn.length; start += BATCH) {
    if (signal.aborted) throw new InterruptedError(`${output}: the demo was stopped before its report was written.`);
    const batch = drawn.slice(start, start + BATCH);
    const items = batch.flatMap(({ png, sample: { prompt, original, response } }) => [
      { image: png, prompt, response: original },
      { image: png, prompt, response },
    ]);
    const detections = await detector.detectBatch(items);
    for (const [index, example] of batch.entries()) {
      const { original, response, spans } = example.sample;
      const right = { response: original, detection: detections[index * 2]!, truth: [] };
      examples.push({ ...example, captions: [right, { response, detection: detections[index * 2 + 1]!, truth: spans }] });
    }
    scoring.advance(batch.length);
  }
  const totals = countWords(examples.flatMap((example) => example.captions));
  const report = join(output, 'index.html');
  const cards = await Promise.all(examples.map(async (example) => ({ ...example, image: await pictureDataUri(example.png) })));
  await writeSamples(output, examples);
  await writeAtomically(report, renderDemoReport(cards, totals, detector.manifest)).catch(unwritable(report));
  const told = examples.map(({ taxonomy, sample, captions }) => ({ taxonomy, prompt: sample.prompt, captions }));
  return { detector: detector.manifest.name, seed, report, totals, examples: told };
}

/** `images/*.png`, `samples.jsonl` with the true texts, `labelled.jsonl` with the wrong ones. */
async function writeSamples(folder: string, examples: readonly ScoredExample[]): Promise<void> {
  const labelled: Sample[] = [];
  for (const { png, sample } of examples) {
    const image = `images/${sample.id}.png`;
    const path = join(folder, image);
    await writeAtomically(path, png).catch(unwritable(path));
    labelled.push({ ...sample, image });
  }
  const samples = labelled.map(({ id, image, prompt, original }) => ({ id, image, prompt, response: original! }));
  for (const [name, lines] of [
    ['samples.jsonl', samples],
    ['labelled.jsonl', labelled],
  ] as const) {
    const path = join(folder, name);
    await writeAtomically(path, lines.map((line) => `${JSON.stringify(line)}\n`).join('')).catch(unwritable(path));
  }
}
