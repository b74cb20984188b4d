import { writeAtomically } from '@tldr-rm/schema';
import { renderDetectionReport } from '../html/detection-report';
import { pictureDataUri } from '../html/picture-data-uri';
import { describeDetection } from '../terminal/describe-detection';
import { terminalColours } from '../terminal/terminal-colours';
import { writeWarnings } from '../terminal/write-warnings';
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
    const detection = await detector.detect({ image, prompt, response: text }, theta === undefined ? {} : { theta });
    if (html !== undefined) {
      const card = { title: image, image: await pictureDataUri(image), prompt, captions: [{ response: text, detection }] };
      await writeAtomically(html, renderDetectionReport([card], detector.manifest));
    }
    if (json) process.stdout.write(`${JSON.stringify(detection)}\n`);
    else process.stdout.write(describeDetection(text, detection, terminalColours()));
    if (!json) writeWarnings(detection.warnings);
    if (!json && html !== undefined) process.stdout.write(`page: ${html}\n`);
  } finally {
    await detector.close();
  }
}
