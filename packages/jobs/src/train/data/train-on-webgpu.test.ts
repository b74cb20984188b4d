import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LogEntry } from '@tldr-rm/model';
import { expect, it } from 'vitest';

const PROGRAM = fileURLToPath(new URL('../../../test-support/train-scenes-tiny.ts', import.meta.url));
/** Half the side of the shipped model's pictures: a driver in software needs a third less time for them, minutes still. */
const PICTURE_SIDE = 64;
/** The Vulkan driver that Debian's package `chromium` brings, which computes on the CPU. */
const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json';
/**
 * Float32 sums in another order differ by 1e-7 to 1e-6, and AdamW's first steps, which are as long for a small gradient as for a large one, carry that into the weights
 * where a gradient is near zero.
 */
const TOLERANCE = 1e-3;
const FIGURES = ['loss', 'reward', 'language', 'patches', 'alignment', 'gradientNorm'];

async function trainOn(provider: 'cpu' | 'webgpu'): Promise<{ steps: LogEntry[]; provider: string }> {
  const env = { ...process.env };
  if (env.VK_DRIVER_FILES === undefined && existsSync(SOFTWARE_DRIVER)) env.VK_DRIVER_FILES = SOFTWARE_DRIVER;
  const flags = ['--conditions=@tldr-rm/source', '--import', 'tsx', PROGRAM, provider, String(PICTURE_SIDE)];
  const { stdout } = await promisify(execFile)(process.execPath, flags, { env });
  const lines = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return { steps: lines.slice(0, -1) as LogEntry[], provider: (lines.at(-1) as { provider: string }).provider };
}

it('trains scenes-tiny for 20 steps on provider webgpu with the losses that it has on the CPU', { timeout: 600_000 }, async ({ skip }) => {
  const actual = await trainOn('webgpu');
  if (actual.provider === 'cpu') {
    console.warn('Training on webgpu is not tested: this machine has no WebGPU adapter (Debian: apt-get install chromium brings one).');
    skip();
  }
  expect(actual.provider).toBe('webgpu');
  const expected = await trainOn('cpu');
  expect(expected.provider).toBe('cpu');
  expect(actual.steps.map(({ step }) => step)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
  for (const [index, entry] of expected.steps.entries()) {
    for (const figure of FIGURES) {
      const value = Number(entry[figure]);
      expect(value, figure).toBeGreaterThan(0);
      expect(Math.abs(Number(actual.steps[index]![figure]) - value) / value, `${figure} of step ${entry.step}`).toBeLessThan(TOLERANCE);
    }
  }
});
