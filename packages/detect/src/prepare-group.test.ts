import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../test-support/temporary-folder';
import { RED, TINY_DETECTOR } from '../test-support/tiny-detector';
import { BatchItemError, ImageError } from './errors';
import { groupByImage } from './group-by-image';
import { loadNodeRuntime } from './node';
import { prepareGroup } from './prepare-group';

it('names an item whose image cannot be decoded, and leaves no rejection unhandled while further images are read', async () => {
  const unhandled = vi.fn();
  process.on('unhandledRejection', unhandled);
  onTestFinished(() => void process.off('unhandledRejection', unhandled));
  const runtime = await loadNodeRuntime(TINY_DETECTOR, { threads: 1 });
  onTestFinished(() => runtime.close());
  const folder = await temporaryFolder();
  const broken = join(folder, 'broken.png');
  await writeFile(broken, 'not an image');
  const good = join(folder, 'good.png');
  await sharp(RED.data, { raw: { width: RED.width, height: RED.height, channels: 3 } }).toFile(good);
  const items = [broken, good].map((image) => ({ image, prompt: 'Describe the image.', response: 'It is red.' }));

  const error = await prepareGroup(items, groupByImage(items, 2)[0]!, runtime).catch((cause: unknown) => cause);

  expect(error).toBeInstanceOf(BatchItemError);
  expect(error).toMatchObject({ item: 0, code: 'IMAGE_FORMAT', message: expect.stringContaining('broken.png') });
  expect((error as BatchItemError).problem).toBeInstanceOf(ImageError);
  expect(unhandled).not.toHaveBeenCalled();
});
