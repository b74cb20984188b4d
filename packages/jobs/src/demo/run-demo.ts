import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import type { ScoredExample } from '@tldr-rm/reports';
import { countWords, describeExample, describeTotals, renderDemoReport } from '@tldr-rm/reports';
import { type DetectorFlags, openDetector } from '../detect/open-detector';
import { pictureDataUri } from '../pages/picture-data-uri';
import { terminalColours } from '../terminal/terminal-colours';
import { drawExamples } from './draw-examples';

export interface DemoOptions extends DetectorFlags {
  out: string;
  seed: number;
  each: number;
  json?: boolean;
}

/** Draws pictures, scores a right and a wrong caption of each, prints them and writes a page. */
export async function runDemo({ out, seed, each, json, ...flags }: DemoOptions): Promise<void> {
  await mkdir(out, { recursive: true }).catch(unwritable(out));
  const detector = await openDetector(flags);
  try {
    const drawn = await drawExamples(seed, each);
    const items = drawn.flatMap(({ png, sample: { prompt, original, response } }) => [
      { image: png, prompt, response: original },
      { image: png, prompt, response },
    ]);
    const detections = await detector.detectBatch(items);
    const examples = drawn.map((example, index): ScoredExample => {
      const { original, response, spans } = example.sample;
      const right = { response: original, detection: detections[index * 2]!, truth: [] };
      return { ...example, captions: [right, { response, detection: detections[index * 2 + 1]!, truth: spans }] };
    });
    const totals = countWords(examples.flatMap((example) => example.captions));
    const report = join(out, 'index.html');
    const cards = await Promise.all(examples.map(async (example) => ({ ...example, image: await pictureDataUri(example.png) })));
    await writeAtomically(report, renderDemoReport(cards, totals, detector.manifest)).catch(unwritable(report));
    if (json) {
      const results = examples.map(({ taxonomy, sample, captions }) => ({ taxonomy, prompt: sample.prompt, captions }));
      process.stdout.write(`${JSON.stringify({ detector: detector.manifest.name, seed, report, totals, examples: results })}\n`);
      return;
    }
    const colours = terminalColours();
    const width = Math.min(process.stdout.columns ?? 100, 120);
    for (const [index, example] of examples.entries()) process.stdout.write(describeExample(example, index + 1, colours, width));
    process.stdout.write(describeTotals(totals, detector.manifest, colours));
    process.stdout.write(`\nThe same with pictures: ${colours.bold(report)}\n`);
  } finally {
    await detector.close();
  }
}
