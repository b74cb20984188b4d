import { imageReference } from '@tldr-rm/detect';
import { unwritable, writeAtomically } from '@tldr-rm/files';
import { describeDetection, renderDetectionReport } from '@tldr-rm/reports';
import { pictureDataUri } from '../pages/picture-data-uri';
import { terminalColours } from '../terminal/terminal-colours';
import { writeWarnings } from '../terminal/write-warnings';
import { appliedThresholds } from './applied-thresholds';
import { type DetectorFlags, openDetector } from './open-detector';

export interface DetectOneOptions extends DetectorFlags {
  image: string;
  prompt: string;
  text: string;
  theta?: number;
  html?: string;
  json?: boolean;
}

/** Scores one response and prints it, words coloured or as JSON; a page too if asked for. */
export async function detectOne({ image, prompt, text, theta, html, json, ...flags }: DetectOneOptions): Promise<void> {
  const detector = await openDetector(flags);
  try {
    const detection = await detector.detect({ image: imageReference(image), prompt, response: text }, theta === undefined ? {} : { theta });
    if (json) process.stdout.write(`${JSON.stringify(detection)}\n`);
    else process.stdout.write(describeDetection(text, detection, terminalColours(), process.stdout.columns ?? 100));
    if (!json) writeWarnings(detection.warnings);
    if (html !== undefined) {
      const card = { title: image, image: await pictureDataUri(imageReference(image)), prompt, captions: [{ response: text, detection }] };
      const totals = {
        responses: 1,
        hallucinated: detection.response.hallucinated ? 1 : 0,
        spans: detection.spans.length,
        withWarnings: detection.warnings ? 1 : 0,
      };
      const manifest = { ...detector.manifest, thresholds: appliedThresholds(detector.manifest, theta) };
      await writeAtomically(html, renderDetectionReport({ cards: [card], totals, manifest })).catch(unwritable(html));
      if (!json) process.stdout.write(`page: ${html}\n`);
    }
  } finally {
    await detector.close();
  }
}
