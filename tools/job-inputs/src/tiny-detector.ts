import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** A detector that knows three words: red, green and blue are right where that is the colour of the picture; every other word is right. */
export const TINY_DETECTOR = fileURLToPath(new URL('../../../packages/detect/fixtures/tiny-detector', import.meta.url));

/** Writes a PNG of one colour. */
export async function writePlainImage(path: string, colour: 'red' | 'lime' | 'blue'): Promise<void> {
  await writeFile(
    path,
    await sharp({ create: { width: 32, height: 32, channels: 3, background: colour } })
      .png()
      .toBuffer(),
  );
}
