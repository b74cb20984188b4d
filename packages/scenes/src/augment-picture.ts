import { createRandom, type Random } from '@tldr-rm/random';

/** Largest change of the strength of a colour channel and of the exponent of the tone curve: colour names stay true. */
const MAX_GAIN = 0.06;
const MAX_GAMMA = 0.15;
const BLURRED_SHARE = 0.25;
/** How far a blurred pixel moves towards the mean of its surroundings. */
const BLUR_RANGE = [0.25, 0.7] as const;
const NOISY_SHARE = 0.35;
const MAX_NOISE = 12;

/** Values in [-1, 1] from which noise is read at a random place: drawing each anew would take longer than drawing the picture. */
const NOISE = Float32Array.from({ length: 1 << 16 }, noiseValue(createRandom('noise')));

/** Changes a picture `[height, width, 3]` in place as cameras and screens do: white balance, gamma, sometimes blur, sometimes noise. */
export function augmentPicture(data: Uint8Array, width: number, height: number, random: Random): void {
  const gamma = 1 + (random.float() * 2 - 1) * MAX_GAMMA;
  const curves = [0, 1, 2].map(() => {
    const gain = 1 + (random.float() * 2 - 1) * MAX_GAIN;
    return Uint8Array.from({ length: 256 }, (_, tone) => Math.min(255, Math.round(255 * gain * (tone / 255) ** gamma)));
  });
  for (let at = 0; at < data.length; at += 1) data[at] = curves[at % 3]![data[at]!]!;
  if (random.chance(BLURRED_SHARE)) blur(data, width, height, BLUR_RANGE[0] + random.float() * (BLUR_RANGE[1] - BLUR_RANGE[0]));
  if (random.chance(NOISY_SHARE)) {
    const strength = random.float() * MAX_NOISE;
    const start = random.integer(0, NOISE.length - 1);
    for (let at = 0; at < data.length; at += 1) {
      const value = data[at]! + strength * NOISE[(start + at) & (NOISE.length - 1)]!;
      data[at] = Math.min(255, Math.max(0, value));
    }
  }
}

function noiseValue(random: Random): () => number {
  return () => random.float() * 2 - 1;
}

/** Mixes each pixel with the mean of its four neighbours and itself. */
function blur(data: Uint8Array, width: number, height: number, share: number): void {
  const before = data.slice();
  const row = width * 3;
  for (let y = 1; y < height - 1; y += 1) {
    for (let at = y * row + 3, end = (y + 1) * row - 3; at < end; at += 1) {
      const mean = (before[at]! + before[at - 3]! + before[at + 3]! + before[at - row]! + before[at + row]!) / 5;
      data[at] = before[at]! * (1 - share) + mean * share;
    }
  }
}
