import { describe, expect, it } from 'vitest';
import { wantsColours } from './terminal-colours';

describe('wantsColours', () => {
  it('colours on a terminal only', () => {
    expect(wantsColours(true, {}, [])).toBe(true);
    expect(wantsColours(false, {}, [])).toBe(false);
    expect(wantsColours(true, { TERM: 'dumb' }, [])).toBe(false);
  });

  it('honours NO_COLOR and --no-color before anything else, then FORCE_COLOR', () => {
    expect(wantsColours(true, { NO_COLOR: '1' }, [])).toBe(false);
    expect(wantsColours(true, { NO_COLOR: '1', FORCE_COLOR: '1' }, [])).toBe(false);
    expect(wantsColours(true, { NO_COLOR: '' }, [])).toBe(true);
    expect(wantsColours(true, {}, ['--no-color'])).toBe(false);
    expect(wantsColours(false, { FORCE_COLOR: '1' }, [])).toBe(true);
    expect(wantsColours(true, { FORCE_COLOR: '0' }, [])).toBe(false);
  });
});
