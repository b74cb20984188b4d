import type { EncodedImages } from './runtime';

/**
 * How the encoder sees each picture, whatever stands where: mean and standard deviation over the picture's tokens, of each channel of the first heads of `values`
 * (those that the scorer's first layer reads).
 *
 * @param values [images, layers * keyValueHeads, imageTokens, headSize]
 * @param heads how many of the second dimension are looked at.
 * @returns for each image means, then deviations: [2 * heads * headSize].
 */
export function imageFeatures({ data, dims }: EncodedImages['values'], heads: number): Float64Array[] {
  const [images, allHeads, tokens, headSize] = dims as [number, number, number, number];
  const channels = heads * headSize;
  return Array.from({ length: images }, (_, image) => {
    const features = new Float64Array(2 * channels);
    for (let channel = 0; channel < channels; channel += 1) {
      const head = Math.floor(channel / headSize);
      const first = (image * allHeads + head) * tokens * headSize + (channel % headSize);
      let [sum, squares] = [0, 0];
      for (let token = 0; token < tokens; token += 1) {
        const value = data[first + token * headSize]!;
        sum += value;
        squares += value * value;
      }
      const mean = sum / tokens;
      features[channel] = mean;
      features[channels + channel] = Math.sqrt(Math.max(0, squares / tokens - mean * mean));
    }
    return features;
  });
}
