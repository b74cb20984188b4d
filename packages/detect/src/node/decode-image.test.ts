import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { plainImage } from '../../test-support/tiny-detector';
import { ImageError } from '../errors';
import { decodeImage, fitRawImage } from './decode-image';
import { MAXIMUM_IMAGE_BYTES } from './image-limits';

const SIZE = 32;
const raw = ({ data, width, height }: { data: Uint8Array; width: number; height: number }) =>
  sharp(data, { raw: { width, height, channels: 3 } });
const pixelAt = (data: Uint8Array, x: number, y: number): number[] => [...data.slice((y * SIZE + x) * 3, (y * SIZE + x) * 3 + 3)];

/** Every pixel differs, so that any change shows. */
const gradient = { ...plainImage([0, 0, 0]), data: new Uint8Array(SIZE * SIZE * 3).map((_, at) => (at * 7) % 256) };

describe('decodeImage', () => {
  it('keeps the pixels of an image that already has the right size', async () => {
    const image = await decodeImage(await raw(gradient).png().toBuffer(), SIZE, 'a.png');
    expect(image.width).toBe(SIZE);
    expect(Buffer.compare(Buffer.from(image.data), Buffer.from(gradient.data))).toBe(0);
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('reads %s', async (format) => {
    const bytes = await raw(plainImage([250, 20, 20], 20))
      .toFormat(format)
      .toBuffer();
    const [red, green, blue] = pixelAt((await decodeImage(bytes, SIZE, 'a')).data, 16, 16);
    expect(red).toBeGreaterThan(235);
    expect(green).toBeLessThan(40);
    expect(blue).toBeLessThan(40);
  });

  it('fits a wide picture with white above and below', async () => {
    const { data } = await decodeImage(
      await raw(plainImage([10, 20, 30], 64, 32))
        .png()
        .toBuffer(),
      SIZE,
      'a.png',
    );
    expect(pixelAt(data, 16, 2)).toEqual([255, 255, 255]);
    expect(pixelAt(data, 16, 16)).toEqual([10, 20, 30]);
    expect(pixelAt(data, 16, 29)).toEqual([255, 255, 255]);
  });

  it('turns a picture upright as its EXIF orientation says', async () => {
    const left = plainImage([250, 0, 0], 16, 32);
    const both = raw(left).extend({ right: 16, background: { r: 0, g: 0, b: 250 } });
    const turned = await sharp(await both.png().toBuffer())
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    const { data } = await decodeImage(turned, SIZE, 'a.png');
    expect(pixelAt(data, 16, 4)).toEqual([250, 0, 0]);
    expect(pixelAt(data, 16, 28)).toEqual([0, 0, 250]);
  });

  it('lays transparency on white', async () => {
    const bytes = await sharp({ create: { width: SIZE, height: SIZE, channels: 4, background: { r: 0, g: 0, b: 0, alpha: 0 } } })
      .png()
      .toBuffer();
    expect(pixelAt((await decodeImage(bytes, SIZE, 'a.png')).data, 5, 5)).toEqual([255, 255, 255]);
  });

  it('reads grey, 16-bit and CMYK pictures as eight-bit colour', async () => {
    const grey = await raw(plainImage([90, 90, 90]))
      .toColourspace('b-w')
      .png()
      .toBuffer();
    expect(pixelAt((await decodeImage(grey, SIZE, 'a.png')).data, 5, 5)).toEqual([90, 90, 90]);
    const deep = await raw(plainImage([90, 10, 200]))
      .toColourspace('rgb16')
      .png()
      .toBuffer();
    expect(pixelAt((await decodeImage(deep, SIZE, 'a.png')).data, 5, 5)).toEqual([90, 10, 200]);
    const print = await raw(plainImage([90, 90, 90]))
      .toColourspace('cmyk')
      .jpeg()
      .toBuffer();
    expect((await decodeImage(print, SIZE, 'a.jpg')).data).toHaveLength(SIZE * SIZE * 3);
  });

  it('takes the first frame of an animation', async () => {
    const frames = await Promise.all(
      [[250, 0, 0] as const, [0, 0, 250] as const].map((colour) => raw(plainImage(colour)).png().toBuffer()),
    );
    const animation = await sharp(frames, { join: { animated: true } })
      .gif()
      .toBuffer();
    const { data } = await decodeImage(animation, SIZE, 'a.gif');
    expect(pixelAt(data, 16, 16)[0]).toBeGreaterThan(240);
  });

  it('refuses a 100-megapixel image, naming its size', async () => {
    const huge = await sharp({ create: { width: 10_000, height: 10_000, channels: 3, background: 'white' } })
      .jpeg()
      .toBuffer();
    const decoding = decodeImage(huge, SIZE, 'huge.jpg');
    await expect(decoding).rejects.toThrow(ImageError);
    await expect(decoding).rejects.toMatchObject({ code: 'IMAGE_TOO_LARGE', message: expect.stringContaining('10000 x 10000') });
  });

  it('refuses a file beyond the limit', async () => {
    await expect(decodeImage(new Uint8Array(MAXIMUM_IMAGE_BYTES + 1), SIZE, 'a.png')).rejects.toMatchObject({
      code: 'IMAGE_FILE_TOO_LARGE',
    });
  });

  it.each(['png', 'jpeg', 'webp', 'gif', 'avif'] as const)('refuses a truncated %s', async (format) => {
    const noise = { ...plainImage([0, 0, 0], 200), data: new Uint8Array(200 * 200 * 3).map((_, at) => (at * 7919) % 256) };
    const bytes = await raw(noise).toFormat(format).toBuffer();
    await expect(decodeImage(bytes.subarray(0, bytes.length * 0.6), SIZE, `a.${format}`)).rejects.toMatchObject({ code: 'IMAGE_DAMAGED' });
  });

  it('refuses what is not an image, and a mere beginning of one', async () => {
    await expect(decodeImage(Buffer.from('not an image'), SIZE, 'a.png')).rejects.toMatchObject({ code: 'IMAGE_FORMAT' });
    await expect(decodeImage(new Uint8Array(), SIZE, 'a.png')).rejects.toMatchObject({ code: 'IMAGE_FORMAT' });
    const start = (await raw(gradient).png().toBuffer()).subarray(0, 10);
    await expect(decodeImage(start, SIZE, 'a.png')).rejects.toMatchObject({ code: 'IMAGE_DAMAGED' });
  });
});

describe('fitRawImage', () => {
  it('refuses pixels that do not have the size they claim', async () => {
    await expect(fitRawImage({ data: new Uint8Array(5), width: 1, height: 1 }, SIZE, 'raw')).rejects.toMatchObject({ code: 'IMAGE_RAW' });
    await expect(fitRawImage({ data: new Uint8Array(0), width: 0, height: 0 }, SIZE, 'raw')).rejects.toMatchObject({ code: 'IMAGE_RAW' });
  });
});
