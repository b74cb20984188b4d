import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { sniffImageFormat } from './sniff-image-format';

const picture = () => sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });

describe('sniffImageFormat', () => {
  it.each([
    ['PNG', () => picture().png()],
    ['JPEG', () => picture().jpeg()],
    ['WebP', () => picture().webp()],
    ['GIF', () => picture().gif()],
    ['AVIF', () => picture().avif()],
  ] as const)('knows %s', async (format, encode) => {
    expect(sniffImageFormat(await encode().toBuffer())).toBe(format);
  });

  it('knows nothing of formats that are not read, of text and of nothing', async () => {
    expect(sniffImageFormat(await picture().tiff().toBuffer())).toBeNull();
    expect(sniffImageFormat(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"/>'))).toBeNull();
    expect(sniffImageFormat(Buffer.from('%PDF-1.7'))).toBeNull();
    expect(sniffImageFormat(new Uint8Array())).toBeNull();
  });
});
