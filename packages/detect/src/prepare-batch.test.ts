import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, it, onTestFinished, vi } from 'vitest';
import { temporaryFolder } from '../test-support/temporary-folder';
import { RED, TINY_DETECTOR } from '../test-support/tiny-detector';
import { DetectCall } from './detect-call';
import { BatchItemError, ImageError } from './errors';
import { imageFile, loadNodeRuntime } from './node';
import { prepareBatch } from './prepare-batch';

it('names an item whose image cannot be decoded, leaves no rejection unhandled while further images are read, and keeps other calls', async () => {
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
  const items = [broken, good].map((path) => ({ image: imageFile(path), prompt: 'Describe the image.', response: 'It is red.' }));
  const call = new DetectCall(items, runtime.manifest.thresholds, 2, undefined);
  const other = new DetectCall(items.slice(1), runtime.manifest.thresholds, 2, undefined);
  const rejection = call.result.catch((cause: unknown) => cause);

  const parts = [call, other].map((one) => ({ call: one, group: one.takeGroup() }));
  const { imageCount, items: prepared } = await prepareBatch(parts, runtime);

  expect(prepared.map((item) => item.call === other)).toEqual([true]);
  expect(imageCount).toBe(1);
  const error = await rejection;
  expect(error).toBeInstanceOf(BatchItemError);
  expect(error).toMatchObject({ item: 0, code: 'IMAGE_FORMAT', message: expect.stringContaining('broken.png') });
  expect((error as BatchItemError).problem).toBeInstanceOf(ImageError);
  expect(unhandled).not.toHaveBeenCalled();
});
