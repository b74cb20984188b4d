import { stripVTControlCharacters } from 'node:util';
import { detectionOf } from '@tldr-rm/test-support';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { paintWords } from './paint-words';

const plain = pc.createColors(false);
const coloured = pc.createColors(true);
const tokens = (response: string, wrong: Record<string, number>) => detectionOf(response, wrong).tokens;

describe('paintWords', () => {
  it('puts one pair of brackets around neighbouring wrong words', () => {
    const response = 'A big green apple, on a green table.';
    expect(paintWords(response, tokens(response, { big: 0.1, green: 0.1 }), plain)).toBe('A [big green] apple, on a [green] table.');
  });

  it('puts underscores around words that are truly wrong', () => {
    const response = 'It is green and big.';
    const truth = [{ start: 6, end: 11 }];
    expect(paintWords(response, tokens(response, { green: 0.1 }), plain, { truth })).toBe('It is [_green_] and big.');
    expect(paintWords(response, tokens(response, {}), plain, { truth })).toBe('It is _green_ and big.');
  });

  it('colours wrong words red and doubtful ones yellow, and adds no brackets', () => {
    const response = 'It is green and big.';
    const painted = paintWords(response, tokens(response, { green: 0.1, big: 0.7 }), coloured);
    expect(painted).toContain(coloured.bold(coloured.red('green')));
    expect(painted).toContain(coloured.yellow('big'));
    expect(painted).not.toContain('[green');
  });

  it('breaks lines at the width, without counting colours', () => {
    const response = 'One two three four five six seven eight nine ten.';
    const lines = paintWords(response, tokens(response, { four: 0.1, five: 0.1, six: 0.1 }), coloured, { width: 24, indent: 4 }).split(
      '\n',
    );
    expect(lines.map(stripVTControlCharacters)).toEqual(['One two three four', '    five six seven eight', '    nine ten.']);
  });
});
