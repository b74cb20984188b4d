import { detectionOf } from '@tldr-rm/test-support';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { describeDetection } from './describe-detection';
import { formatReward } from './format-reward';

const plain = pc.createColors(false);
const response = 'It is green. It is big.';

describe('describeDetection', () => {
  it('names each wrong stretch with its reward and place', () => {
    const text = describeDetection(response, detectionOf(response, { green: 0.031 }), plain, 80);
    expect(text).toContain('It is [green]. It is big.');
    expect(text).toContain('wrong: the reward is 0.03');
    expect(text).toContain('  0.03  green at 6');
  });

  it('says so where nothing is wrong', () => {
    expect(describeDetection(response, detectionOf(response, {}), plain, 80)).toContain('nothing wrong found: the reward is 0.97');
  });

  it('names the most doubtful word where only the whole is called wrong', () => {
    const detection = detectionOf(response, { big: 0.6 });
    detection.response.hallucinated = true;
    expect(describeDetection(response, detection, plain, 80)).toContain('  0.60  big at 19');
  });
});

describe('what others wrote', () => {
  it('reaches the terminal as text, whatever it holds', () => {
    const hostile = 'It is \x1b[2Jgreen\x07, \u202ebig\b\b\b and \x9b31mred.';
    const whole = { ...detectionOf(hostile, { green: 0.1 }), level: 'response' as const };
    for (const detection of [detectionOf(hostile, { green: 0.1 }), whole]) {
      const shown = describeDetection(hostile, detection, plain, 80);
      expect(shown).not.toMatch(/[\p{Cf}]|(?!\n)\p{Cc}/u);
      expect(shown).toContain('\\x1b');
      expect(shown).toContain('\\u202e');
    }
  });
});

describe('formatReward', () => {
  it('never rounds to a certainty', () => {
    expect([0, 0.0001, 0.5, 0.994, 0.9999, 1].map(formatReward)).toEqual(['0.00', '<0.01', '0.50', '>0.99', '>0.99', '1.00']);
  });
});
