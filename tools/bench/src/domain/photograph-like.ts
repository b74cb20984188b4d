import type { RgbImage } from '@tldr-rm/detect';
import type { Random } from '@tldr-rm/random';

/** Ranges, lowest and highest, that a look's pictures differ in; brightness and contrast in steps of 0 to 255. */
interface Look {
  brightness: [number, number];
  /** Largest distance of a channel from the brightness. */
  tint: number;
  /** Of the waves: standard deviation. */
  contrast: [number, number];
  /** Of the waves: 0 is one across the picture, 5 one each four pixels of 128. */
  octaves: [number, number];
  /** How much brighter it gets from the top to the bottom. */
  gradient: [number, number];
  /** Standard deviation of each pixel, as of a sensor. */
  noise: [number, number];
  /** Soft spots, like things out of focus. */
  spots: [number, number];
  /** How much darker spots are. */
  depth: number;
  /** Whether the lower part is another ground. */
  horizon: boolean;
}

const PLAIN: Look = {
  brightness: [100, 160],
  tint: 15,
  contrast: [0, 0],
  octaves: [0, 5],
  gradient: [0, 0],
  noise: [0, 0],
  spots: [0, 0],
  depth: 0,
  horizon: false,
};

/**
 * Looks of photographs, made by code since no photographs can be shipped: they have what photographs have and drawings do not (soft edges, noise, shades, waves of all frequencies: the
 * power of natural images is about the same in every octave, Field 1987), and nothing of what is in them.
 */
export const LOOKS: Readonly<Record<string, Look>> = {
  textures: { ...PLAIN, contrast: [30, 55], noise: [1, 4] },
  snow: { ...PLAIN, brightness: [210, 248], tint: 8, contrast: [2, 12], noise: [0.3, 2.5] },
  'smooth snow': { ...PLAIN, brightness: [220, 248], tint: 6, contrast: [1, 9], octaves: [0, 2], noise: [0, 1] },
  sand: { ...PLAIN, brightness: [185, 230], tint: 30, contrast: [3, 12], octaves: [1, 5], noise: [1, 5] },
  fog: { ...PLAIN, brightness: [170, 225], tint: 6, contrast: [2, 10], octaves: [0, 3], gradient: [-30, 30], noise: [0.3, 2] },
  'pale sky': { ...PLAIN, brightness: [215, 245], tint: 14, gradient: [-25, 25], noise: [0, 1] },
  sky: { ...PLAIN, brightness: [150, 220], tint: 45, contrast: [0, 12], octaves: [0, 3], gradient: [20, 80], noise: [0.3, 1.5] },
  'pale sky over ground': {
    ...PLAIN,
    brightness: [205, 240],
    tint: 14,
    contrast: [4, 18],
    octaves: [2, 5],
    noise: [0.5, 2],
    horizon: true,
  },
  'things on snow': { ...PLAIN, brightness: [215, 245], tint: 6, contrast: [0, 5], noise: [0.3, 2], spots: [1, 5], depth: 140 },
  'out of focus': { ...PLAIN, brightness: [120, 230], tint: 40, contrast: [2, 8], noise: [0.5, 2.5], spots: [3, 9], depth: 180 },
  shades: { ...PLAIN, brightness: [40, 215], tint: 60, gradient: [-140, 140] },
  night: { ...PLAIN, brightness: [10, 60], tint: 15, contrast: [3, 25], noise: [1, 6] },
  noise: { ...PLAIN, noise: [40, 90] },
  'plain white': { ...PLAIN, brightness: [255, 255], tint: 0 },
  'plain pale': { ...PLAIN, brightness: [200, 255], tint: 25 },
  'plain colour': { ...PLAIN, brightness: [0, 255], tint: 120 },
};

/** A square picture of a look. */
export function photographLike(look: Look, size: number, random: Random): RgbImage {
  const between = ([low, high]: [number, number]): number => low + (high - low) * random.float();
  const colour = (): number[] => {
    const brightness = between(look.brightness);
    return [0, 1, 2].map(() => brightness + look.tint * (2 * random.float() - 1));
  };
  const [above, below] = [colour(), colour()];
  const contrast = between(look.contrast);
  const waves = contrast > 0 ? makeWaves(look.octaves, 60, size, random) : null;
  const hues = contrast > 0 ? makeWaves([0, 3], 20, size, random) : null;
  const gradient = between(look.gradient);
  const noise = between(look.noise);
  const spots = Array.from({ length: Math.round(between(look.spots)) }, () => makeSpot(look.depth, size, random));
  const horizon = look.horizon ? size * (0.35 + 0.4 * random.float()) : size;
  const data = new Uint8Array(size * size * 3);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const [x, y] = [pixel % size, Math.floor(pixel / size)];
    const ground = y > horizon;
    // Above a horizon there is little to see.
    const strength = look.horizon && !ground ? contrast / 8 : contrast;
    for (let channel = 0; channel < 3; channel += 1) {
      let value = (ground ? below : above)[channel]! + gradient * (y / size - 0.5);
      if (waves && hues) value += strength * (waves[pixel]! + 0.25 * (channel - 1) * hues[pixel]!);
      for (const { left, top, spread, dark } of spots) {
        value -= dark[channel]! * Math.exp(-((x - left) ** 2 + (y - top) ** 2) / (2 * spread ** 2));
      }
      data[3 * pixel + channel] = Math.round(Math.min(255, Math.max(0, value + noise * gaussian(random))));
    }
  }
  return { data, width: size, height: size };
}

function makeSpot(depth: number, size: number, random: Random) {
  const dark = [0, 1, 2].map(() => depth * (0.2 + 0.8 * random.float()));
  return { left: size * random.float(), top: size * random.float(), spread: size * (0.03 + 0.15 * random.float()), dark };
}

/** Waves in all directions, as many in each octave, of standard deviation 1. */
function makeWaves([lowest, highest]: [number, number], count: number, size: number, random: Random): Float64Array {
  const sum = new Float64Array(size * size);
  for (let wave = 0; wave < count; wave += 1) {
    const frequency = (2 * Math.PI * 2 ** (lowest + (highest - lowest) * random.float())) / size;
    const angle = random.float() * Math.PI;
    const phase = random.float() * 2 * Math.PI;
    const [across, down] = [Math.cos(angle) * frequency, Math.sin(angle) * frequency];
    for (let pixel = 0; pixel < sum.length; pixel += 1) {
      sum[pixel]! += Math.cos(across * (pixel % size) + down * Math.floor(pixel / size) + phase);
    }
  }
  return sum.map((value) => value / Math.sqrt(count / 2));
}

/** Standard normal (Box and Muller 1958). */
function gaussian(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.float())) * Math.cos(2 * Math.PI * random.float());
}
