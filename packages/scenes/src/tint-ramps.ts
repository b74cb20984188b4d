import { COLOURS, type Colour } from '@tldr-rm/schema';

/** Dark, middle and light tone of each tint as sRGB. Chosen by eye so that no tone of one could be taken for another tint. */
const TONES: Readonly<Record<Colour, readonly [dark: string, middle: string, light: string]>> = {
  red: ['7d060a', 'd81e22', 'f7695e'],
  orange: ['b04e00', 'f5820f', 'ffb668'],
  yellow: ['bd9a00', 'f7d414', 'fff193'],
  green: ['0b4f17', '2fa53c', '93dd8d'],
  blue: ['12308c', '2a62d8', '86b3fb'],
  purple: ['4a0f78', '8233b8', 'c48ce8'],
  pink: ['b52a74', 'f873b6', 'ffc0df'],
  grey: ['3a3a3d', '85858a', 'cfcfd3'],
};

/** Tones of each tint: 256 RGB triples from the darkest to the lightest. */
export const TINT_RAMPS: Readonly<Record<Colour, Uint8Array>> = Object.fromEntries(
  COLOURS.map((colour) => [colour, createRamp(TONES[colour])]),
) as Record<Colour, Uint8Array>;

function createRamp(tones: readonly [string, string, string]): Uint8Array {
  const [dark, middle, light] = tones.map((tone) => Buffer.from(tone, 'hex')) as [Buffer, Buffer, Buffer];
  const ramp = new Uint8Array(256 * 3);
  for (let step = 0; step < 256; step += 1) {
    const position = step / 127.5;
    const [from, to, share] = position < 1 ? [dark, middle, position] : [middle, light, position - 1];
    for (let channel = 0; channel < 3; channel += 1) {
      ramp[step * 3 + channel] = Math.round(from[channel]! + (to[channel]! - from[channel]!) * share);
    }
  }
  return ramp;
}
