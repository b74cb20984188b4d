import { createRandom } from '@tldr-rm/random';
import { type LabelledSample, type Sample, sampleSchema, TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { singularOf } from './inflect';
import { loadLexicalEngine } from './load-lexical-engine';
import { readCaptions } from './test-support/read-captions';
import { WordNet } from './wordnet';

const engine = await loadLexicalEngine();
const captions = readCaptions();

function sampleOf(response: string, prompt = 'Describe the image.'): Sample {
  return { id: 'test', prompt, response };
}

/** All different negatives of one kind, by many seeds. */
function negativesOf(sample: Sample, taxonomy: Taxonomy, edits = 1): LabelledSample[] {
  const negatives = Array.from({ length: 60 }, (_, seed) => engine.perturb(sample, { random: createRandom(seed), taxonomy, edits }));
  const byResponse = new Map(negatives.flatMap((negative) => (negative === null ? [] : [[negative.response, negative] as const])));
  return [...byResponse.values()];
}

function responsesOf(response: string, taxonomy: Taxonomy, prompt?: string): string[] {
  return negativesOf(sampleOf(response, prompt), taxonomy).map((negative) => negative.response);
}

/** The text before the change, from the changed text and its spans. */
function restore({ response, spans }: LabelledSample): string {
  let original = '';
  let cursor = 0;
  for (const { start, end, original: replaced } of spans) {
    original += response.slice(cursor, start) + replaced!;
    cursor = end;
  }
  return original + response.slice(cursor);
}

/** What was replaced and by what, in the singular. The words of a compound have spans of their own. */
function replacedNouns({ response, spans }: LabelledSample): [was: string, is: string][] {
  const pairs: [string, string][] = [];
  let end = -1;
  for (const span of spans) {
    if (span.label !== 'hallucinated') continue;
    const pair: [string, string] = [span.original!, response.slice(span.start, span.end)];
    const continues = end !== -1 && response.slice(end, span.start).trim() === '';
    if (continues) pairs.push(pairs.pop()!.map((words, index) => `${words} ${pair[index]}`) as [string, string]);
    else pairs.push(pair);
    end = span.end;
  }
  return pairs.map((pair) => pair.map((noun) => singularOf(noun.toLowerCase())) as [string, string]);
}

/** The invariants of every negative. */
function expectSound(sample: Sample, negative: LabelledSample): void {
  expect(sampleSchema.safeParse(negative).success).toBe(true);
  expect(negative.original).toBe(sample.response);
  expect(negative.hallucinated).toBe(true);
  expect(negative.response).not.toBe(sample.response);
  expect(restore(negative)).toBe(sample.response);
  expect(negative.spans.some(({ label }) => label === 'hallucinated')).toBe(true);
  let cursor = 0;
  for (const { start, end, label, original, taxonomy } of negative.spans) {
    expect(start).toBeGreaterThanOrEqual(cursor);
    cursor = end;
    const text = negative.response.slice(start, end);
    expect(TAXONOMIES).toContain(taxonomy);
    if (label !== 'hallucinated') continue;
    // Whole words, without the white space around them, and no word that was there before.
    expect(text.trim()).toBe(text);
    expect(negative.response.slice(Math.max(0, start - 2), start)).not.toMatch(/[\p{L}\p{M}\p{N}]$/u);
    expect(negative.response.slice(end, end + 2)).not.toMatch(/^[\p{L}\p{M}\p{N}]/u);
    expect(text.toLowerCase()).not.toBe(original!.toLowerCase());
  }
}

describe('LexicalEngine.perturb', () => {
  it('makes sound negatives of every caption along every taxonomy that applies', () => {
    const random = createRandom('sound');
    for (const sample of captions) {
      for (const taxonomy of engine.applicableTaxonomies(sample)) {
        const negative = engine.perturb(sample, { random, taxonomy });
        expect(negative, `${taxonomy} of ${sample.id}`).not.toBeNull();
        expectSound(sample, negative!);
        expect(negative!.spans.every((span) => span.taxonomy === taxonomy)).toBe(true);
      }
    }
  });

  it('makes sound negatives of texts with any other characters between and inside the English', () => {
    const noise = fc.oneof(
      fc.constantFrom(
        ' ',
        '  ',
        '\t',
        '\n',
        '\r\n',
        '\u00a0',
        '\u2003',
        '\u200b',
        '\u200d',
        '\u202e',
        ' 😀 ',
        '👩‍👩‍👧',
        'e\u0301',
        '猫',
        'سيارة',
        '́',
        '"',
        '”',
        '\u2019',
        '-',
        '—',
        '(',
        '...',
        '🏳️‍🌈',
        '',
      ),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    const piece = fc.constantFrom(
      ...captions
        .flatMap(({ response }) => response.match(/[^.]+\.?/g) ?? [])
        .flatMap((sentence) => sentence.split(/(?<= )(?=on |with |and |in |a )/)),
    );
    const text = fc.array(fc.tuple(noise, piece), { minLength: 1, maxLength: 6 }).map((parts) => parts.flat().join(''));
    let made = 0;
    fc.assert(
      fc.property(
        text,
        fc.constantFrom(undefined, ...TAXONOMIES),
        fc.integer({ min: 1, max: 4 }),
        fc.integer(),
        (response, taxonomy, edits, seed) => {
          const sample = sampleOf(response);
          const negative = engine.perturb(sample, { random: createRandom(seed), edits, ...(taxonomy === undefined ? {} : { taxonomy }) });
          if (negative === null) return;
          made += 1;
          expectSound(sample, negative);
        },
      ),
      {
        numRuns: 4000,
        // What longer runs have found: a word glued to a number, and a letter that is no verb.
        examples: [
          [' 3:45a red fire truck.A brown dog sleeps ', undefined, 1, 0],
          [' a fountain s A brown dog sleeps ', 'counting', 1, 0],
        ],
      },
    );
    expect(made).toBeGreaterThan(1000);
  });

  it('gives the same negative for the same seed, whatever was asked before', async () => {
    const other = await loadLexicalEngine();
    for (const sample of captions.slice(0, 50)) {
      const [first, second] = [engine, other].map((each) => each.perturb(sample, { random: createRandom(3) }));
      expect(second).toEqual(first);
    }
  });

  it('makes several changes when asked, each with its kind', () => {
    const sample = sampleOf('A brown dog sleeps on a red couch. Two cups stand on the table next to a sign that reads "OPEN".');
    const negative = engine.perturb(sample, { random: createRandom(1), edits: 4 })!;
    expectSound(sample, negative);
    expect(negative.spans.filter(({ label }) => label === 'hallucinated').length).toBeGreaterThanOrEqual(4);
    expect(new Set(negative.spans.map(({ taxonomy }) => taxonomy)).size).toBeGreaterThan(1);
  });

  it('changes all mentions of a thing together', () => {
    for (const { response } of negativesOf(
      sampleOf('A goat stands on a rock. The goat is white, and the goat looks at the camera.'),
      'object-identification',
    )) {
      const [other] = /^An? (\w+)/.exec(response)!.slice(1);
      if (response.includes('goat')) continue;
      expect(response).toMatch(new RegExp(`^An? ${other} stands on a rock. The ${other} is white, and the ${other} looks`));
    }
  });

  it.each([
    ['a synonym', 'A couch stands in a room.', 'object-identification', /sofa|loveseat/],
    ['a kind of it', 'A dog runs in the park.', 'object-identification', /puppy|terrier/],
    ['what it is a kind of', 'A dog runs in the park.', 'object-identification', /animal|canine/],
    ['another word for the same place', 'A cat sits on the table.', 'spatial-relationship', /atop|on top|upon/],
    ['a word for the same size', 'A big ship passes.', 'visual-attribute', /large|huge|giant/],
    ['another spelling of the same colour', 'A gray car passes.', 'visual-attribute', /grey|silver/],
    ['another way to write the same number', 'There are two boats.', 'counting', /\b2\b|pair|couple/],
    ['what the text mentions as well', 'A cow stands next to a horse and a pig.', 'object-identification', /(horse|pig|cow).*\1/],
  ] as const)('never replaces a thing by %s', (_, text, taxonomy, pattern) => {
    const responses = responsesOf(text, taxonomy);
    expect(responses.length).toBeGreaterThan(0);
    for (const response of responses) expect(response).not.toMatch(pattern);
  });

  it('replaces things only by things that WordNet relates to them in no sense', async () => {
    const wordNet = await WordNet.load();
    const random = createRandom('unrelated');
    for (const sample of captions) {
      for (const taxonomy of ['object-identification', 'small-object'] as const) {
        const negative = engine.perturb(sample, { random, taxonomy });
        for (const [was, is] of negative === null ? [] : replacedNouns(negative)) {
          expect(wordNet.areRelated(was, is), `${was} and ${is}`).toBe(false);
        }
      }
    }
  });

  it.each([
    ['what is denied', 'There is no dog in the room.'],
    ['what is denied later', 'The dog is not on the couch.'],
    ['what is guessed', 'It might be a dog.'],
    ['one of two possibilities', 'This is a dog or a wolf.'],
    ['names', 'This is the Golden Gate Bridge.'],
    ['words about the picture', 'A photo of the view, with the background out of focus.'],
    ['questions', 'Is there a dog on the couch?'],
    ['text in another language', '一只猫坐在红色的沙发上。'],
    ['nothing', ''],
  ])('leaves %s alone', (_, text) => {
    expect(engine.applicableTaxonomies(sampleOf(text))).toEqual([]);
  });

  it('leaves texts alone that are labelled as false', () => {
    const sample = { ...sampleOf('A dog on a couch.'), hallucinated: true };
    expect(engine.perturb(sample, { random: createRandom(1) })).toBeNull();
  });

  it.each([
    ['articles', 'A dog eats an apple.', 'object-identification', /\ban (?:[^aeiou]|uni)|\ba [aeio]/i],
    ['capitals', 'DOGS RUN ACROSS A FIELD OF GRASS', 'object-identification', /[a-z]/],
  ] as const)('keeps %s right', (_, text, taxonomy, wrong) => {
    const responses = responsesOf(text, taxonomy);
    expect(responses.length).toBeGreaterThan(0);
    for (const response of responses) expect(response).not.toMatch(wrong);
  });

  it('makes verbs and nouns agree with another number, and ignores them', () => {
    const sample = sampleOf('There are three owls on a branch.');
    const one = negativesOf(sample, 'counting').find(({ response }) => response.includes('owl '));
    expect(one?.response).toBe('There is an owl on a branch.');
    expect(one?.spans.map(({ label, original }) => [label, original])).toEqual([
      ['ignore', 'are'],
      ['hallucinated', 'three'],
      ['ignore', 'owls'],
    ]);
    expect(responsesOf('A cat is lying on a mat.', 'counting')).toContain('Two cats are lying on a mat.');
  });

  it('changes pronouns with a person, and ignores them', () => {
    const [negative] = negativesOf(sampleOf('A man lifts his cup. He is outside.'), 'object-identification').filter(({ response }) =>
      /woman/.test(response),
    );
    expect(negative?.response).toBe('A woman lifts her cup. She is outside.');
    expect(negative?.spans.map(({ label }) => label)).toEqual(['hallucinated', 'ignore', 'ignore']);
  });

  it('swaps the attributes of two things', () => {
    expect(responsesOf('A red car and a blue house.', 'attribute-binding')).toEqual(['A blue car and a red house.']);
  });

  it('changes only the words of a place phrase that differ', () => {
    const [negative] = negativesOf(sampleOf('A cup is to the left of a plate.'), 'spatial-relationship');
    expect(negative?.spans).toEqual([{ start: 16, end: 21, label: 'hallucinated', taxonomy: 'spatial-relationship', original: 'left' }]);
  });

  it('misreads written words in their own case and kind', () => {
    for (const response of responsesOf('A sign reads "MAIN STREET" and a shirt says "Monday".', 'text-ocr')) {
      expect(response).toMatch(/^A sign reads "[A-Z]+ [A-Z]+" and a shirt says "[A-Z][a-z]+day".$/);
    }
  });

  it('labels only the absent thing of what it inserts', () => {
    for (const negative of negativesOf(sampleOf('A man walks along the beach.'), 'counterfactual')) {
      const marked = negative.spans.filter(({ label }) => label === 'hallucinated');
      expect(marked).toHaveLength(1);
      expect(negative.response.slice(marked[0]!.start, marked[0]!.end)).not.toMatch(/\b(?:with|an?|in|and|the|wearing)\b/);
    }
  });

  it.each([
    ['Is there a dog?', 'Yes', 'counterfactual', ['No']],
    ['Is the car red?', 'no.', 'visual-attribute', ['yes.']],
    ['Is the cup left of the plate?', 'Yes', 'spatial-relationship', ['No']],
    ['Are there two dogs?', 'Yes', 'counting', ['No']],
    ['Does the sign say "STOP"?', 'No', 'text-ocr', ['Yes']],
    ['Is it raining?', 'Yes', 'visual-attribute', []],
    ['What does the sign say?', 'STOP', 'object-identification', []],
  ] as const)('turns a yes or no only where the question tells its kind: %s %s', (prompt, response, taxonomy, expected) => {
    expect(responsesOf(response, taxonomy, prompt)).toEqual(expected);
  });

  it('answers no where it changes what a question asks, and leaves alone what other questions say', () => {
    for (const response of responsesOf('Yes, the car is red.', 'visual-attribute', 'Is the car red?'))
      expect(response).toMatch(/^No, the car is (?!red)/);
    expect(
      responsesOf('The dog is on the couch.', 'object-identification', 'Where is the dog?').every((response) =>
        response.includes('The dog'),
      ),
    ).toBe(true);
  });
});

describe('LexicalEngine.applicableTaxonomies', () => {
  it('finds every taxonomy in the captions', () => {
    const found = new Set(captions.flatMap((sample) => engine.applicableTaxonomies(sample)));
    expect(found).toEqual(new Set(TAXONOMIES));
  });

  it('finds something to change in nine of ten captions', () => {
    const changeable = captions.filter((sample) => engine.applicableTaxonomies(sample).length > 0);
    expect(changeable.length).toBeGreaterThan(0.9 * captions.length);
  });
});
