import { describe, expect, it } from 'vitest';
import { parseTemplate } from './template';

describe('parseTemplate', () => {
  it('splits a template into text and slots with their roles', () => {
    expect(parseTemplate('There {is x} {a colour y} to the {side}.')).toEqual([
      'There ',
      { name: 'is', role: 'x' },
      ' ',
      { name: 'a colour', role: 'y' },
      ' to the ',
      { name: 'side' },
      '.',
    ]);
  });

  it('refuses an unbalanced brace', () => {
    expect(() => parseTemplate('There {is x a dog.')).toThrow('unbalanced brace');
  });
});
