import sharp from 'sharp';
import { z } from 'zod';
import type { RgbPicture } from './picture';

/** What is shown instead of a picture: plain grey, the picture blurred (deviation in pixels), or shrunk to a side of so many pixels and enlarged again. */
export const pictureAlterationSchema = z.union([
  z.literal('withheld'),
  z.strictObject({ blur: z.number().min(0.3).max(1000) }),
  z.strictObject({ shrink: z.number().int().positive() }),
]);

/** What is shown instead of a picture; see {@link pictureAlterationSchema}. */
export type PictureAlteration = z.infer<typeof pictureAlterationSchema>;

/** What a model is shown instead of the picture, in the same size; the picture itself if nothing is asked for. */
export async function alterPicture(picture: RgbPicture, how: PictureAlteration | undefined): Promise<RgbPicture> {
  if (how === undefined) return picture;
  const { data, width, height } = picture;
  if (how === 'withheld') return { data: new Uint8Array(data.length).fill(128), width, height };
  const image = sharp(data, { raw: { width, height, channels: 3 } });
  if ('blur' in how) return { data: await image.blur(how.blur).raw().toBuffer(), width, height };
  const scale = Math.min(1, how.shrink / Math.max(width, height));
  const small = await image
    .resize({ width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)), fit: 'fill' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const enlarged = sharp(small.data, { raw: { width: small.info.width, height: small.info.height, channels: 3 } });
  return { data: await enlarged.resize({ width, height, fit: 'fill' }).raw().toBuffer(), width, height };
}
