import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { formatDuration, startProgress } from './progress';

describe('formatDuration', () => {
  it.each([
    [0, '0s'],
    [59.2, '1m 00s'],
    [185, '3m 05s'],
    [7800, '2h 10m'],
    [-3, '0s'],
  ])('writes %d seconds as %s', (seconds, text) => {
    expect(formatDuration(seconds)).toBe(text);
  });
});

describe('startProgress', () => {
  it('switches nothing of the terminal off that a killed run could not switch on again', async () => {
    const { isTTY } = process.stderr;
    process.stderr.isTTY = true;
    let written = '';
    const spy = vi.spyOn(process.stderr, 'write').mockImplementation((chunk) => {
      written += String(chunk);
      return true;
    });
    onTestFinished(() => {
      spy.mockRestore();
      process.stderr.isTTY = isTTY;
    });
    const progress = startProgress({ label: 'scoring', unit: 'responses', total: 2 });
    progress.advance(1);
    progress.stop();
    expect(written).toContain('scoring');
    // DECRST: the cursor (25), line wrapping (7), and whatever else.
    expect(written).not.toMatch(new RegExp(`${String.fromCharCode(27)}\\[\\?\\d+l`));
  });
});
