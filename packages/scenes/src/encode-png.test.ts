import { createRandom } from '@tldr-rm/random';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { encodePng } from './encode-png';

it('encodes pixels that come back unchanged', async () => {
  const random = createRandom('pixels');
  const rgb = Uint8Array.from({ length: 20 * 10 * 3 }, () => random.integer(0, 255));
  const { data, info } = await sharp(await encodePng(rgb, 20, 10))
    .raw()
    .toBuffer({ resolveWithObject: true });
  expect(info).toMatchObject({ width: 20, height: 10, channels: 3 });
  expect(new Uint8Array(data)).toEqual(rgb);
});
