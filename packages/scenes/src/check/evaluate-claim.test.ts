import type { Claim, Scene } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { evaluateClaim } from './evaluate-claim';

const box = (x: number, y: number, side = 20) => ({ x, y, width: side, height: side });

const scene: Scene = {
  width: 128,
  height: 128,
  background: { style: 'plain', seed: 0 },
  entities: [
    { id: 'dog', noun: 'dog', icon: 'twemoji:dog', colour: 'red', size: 'small', boxes: [box(5, 5)] },
    { id: 'gift', noun: 'gift', icon: 'twemoji:wrapped-gift', colour: null, size: 'medium', boxes: [box(50, 70, 34)] },
    { id: 'cups', noun: 'cup', icon: 'twemoji:cup', colour: null, size: 'medium', boxes: [box(90, 10, 34), box(90, 60, 34)] },
  ],
  signs: [{ id: 'sign', word: 'STOP', colour: 'blue', box: box(5, 90) }],
};

const claim = (kind: Claim['kind'], value: string, about: Partial<Claim> = {}): Claim => ({ start: 0, end: 1, kind, value, ...about });

describe('evaluateClaim', () => {
  it.each([
    [claim('object', 'dog', { subject: 'dog' }), true],
    [claim('object', 'cat', { subject: 'dog' }), false],
    [claim('object', 'cat'), false],
    [claim('existence', 'dog'), true],
    [claim('existence', 'no dog'), false],
    [claim('existence', 'no cat'), true],
    [claim('colour', 'red', { subject: 'dog' }), true],
    [claim('colour', 'blue', { subject: 'dog' }), false],
    [claim('colour', 'blue', { subject: 'sign' }), true],
    [claim('count', '2', { subject: 'cups' }), true],
    [claim('count', '3', { subject: 'cups' }), false],
    [claim('size', 'large', { subject: 'dog' }), false],
    [claim('size', 'smaller', { subject: 'dog', references: ['cups'] }), true],
    [claim('relation', 'left', { subject: 'dog', references: ['cups'] }), true],
    [claim('relation', 'right', { subject: 'dog', references: ['cups'] }), false],
    [claim('position', 'top', { subject: 'dog' }), true],
    [claim('word', 'STOP', { subject: 'sign' }), true],
    [claim('word', 'EXIT', { subject: 'sign' }), false],
  ])('decides %o', (tested, truth) => {
    expect(evaluateClaim(tested, scene)).toBe(truth);
  });

  it.each([
    ['the colour of a thing without a tint', claim('colour', 'red', { subject: 'cups' })],
    ['whether a thing of medium size is large', claim('size', 'large', { subject: 'cups' })],
    ['whether things on both halves are at the top', claim('position', 'top', { subject: 'cups' })],
    ['whether what the drawing of something else shows is there', claim('existence', 'ribbon')],
    ['whether what the drawing of something else shows is not there', claim('existence', 'no ribbon')],
    ['a relation to something absent', claim('relation', 'left', { subject: 'dog', references: ['cat'] })],
  ])('does not decide %s', (_, tested) => {
    expect(evaluateClaim(tested, scene)).toBeNull();
  });
});
