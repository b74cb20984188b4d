import { imageFeatures, imagesToPixels, type RgbImage } from '@tldr-rm/detect';
import type { loadNodeRuntime } from '@tldr-rm/detect/node';

/** Pictures that go through the encoder at once. */
const BATCH = 32;

/** What a detector's encoder makes of pictures; see `imageFeatures`. */
export async function* encodePictures(
  pictures: Iterable<RgbImage>,
  runtime: Awaited<ReturnType<typeof loadNodeRuntime>>,
  heads: number,
): AsyncGenerator<{ picture: RgbImage; features: Float64Array }> {
  let batch: RgbImage[] = [];
  const encode = async () => {
    const encoded = await runtime.encodeImages(imagesToPixels(batch, runtime.manifest.imageSize), batch.length);
    const features = imageFeatures(encoded.values, heads);
    encoded.release();
    return batch.map((picture, index) => ({ picture, features: features[index]! }));
  };
  for (const picture of pictures) {
    batch.push(picture);
    if (batch.length < BATCH) continue;
    yield* await encode();
    batch = [];
  }
  if (batch.length > 0) yield* await encode();
}
