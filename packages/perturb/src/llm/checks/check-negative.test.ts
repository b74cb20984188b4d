import { TAXONOMIES, type Taxonomy } from '@tldr-rm/schema';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { TAXONOMY_INSTRUCTIONS } from '../taxonomy-instructions';
import { checkNegative } from './check-negative';
import { isShortAnswer } from './check-rewrite';
import { mayApply } from './fits-taxonomy';

const CAPTION_PROMPT = 'Describe the image.';

/** The response with its spans marked, [hallucinated<original] and (ignored<original), or the reason of the rejection. */
async function check(taxonomy: Taxonomy, original: string, changed: string, question = CAPTION_PROMPT, edits = 1): Promise<string> {
  const result = await checkNegative(changed, { original, question, taxonomy, edits });
  if ('reason' in result) return result.reason;
  let marked = result.response;
  for (const { start, end, label, original: replaced } of result.spans.toReversed()) {
    const [open, close] = label === 'hallucinated' ? '[]' : '()';
    marked = `${marked.slice(0, start)}${open}${marked.slice(start, end)}<${replaced}${close}${marked.slice(end)}`;
  }
  return marked;
}

test.each(TAXONOMIES)('the example that models are given is accepted: %s', async (taxonomy) => {
  const [original, changed] = TAXONOMY_INSTRUCTIONS[taxonomy].example;
  expect(mayApply(taxonomy, original, CAPTION_PROMPT)).toBe(true);
  expect(await check(taxonomy, original, changed)).toContain('[');
});

describe('labels', () => {
  test.each<[Taxonomy, string, string, string]>([
    ['counting', 'Two dogs are here.', 'One dog is here.', '[One<Two] (dog is<dogs are) here.'],
    ['counting', 'There is a wolf.', 'There are two wolves.', 'There (are<is) [two<a] (wolves<wolf).'],
    ['counting', 'twenty-one people', 'twenty-two people', 'twenty-[two<one] people'],
    ['visual-attribute', 'A red apple.', 'An orange apple.', '(An<A) [orange<red] apple.'],
    [
      'object-identification',
      'A dog sits. The dog is brown.',
      'A cat sits. The cat is brown.',
      'A [cat<dog] sits. The [cat<dog] is brown.',
    ],
    ['attribute-binding', 'A red cup and a plate.', 'A cup and a red plate.', 'A cup and a [red<] plate.'],
    ['counterfactual', 'A plate is here.', 'A plate and a fork are here.', 'A plate [and a fork<] (are<is) here.'],
    ['counterfactual', 'Yes, there is.', 'No, there is not.', '[No<Yes], there is [not<].'],
    ['spatial-relationship', 'It is in front of the house.', 'It is behind the house.', 'It is [behind<in front of] the house.'],
  ])('%s: %s', async (taxonomy, original, changed, marked) => {
    expect(await check(taxonomy, original, changed)).toBe(marked);
  });
});

describe('what is not asked for is as in the original', () => {
  test.each<[string, string, string]>([
    ['white space', ' Two  dogs,\n\nand a cat. ', ' [Three<Two]  dogs,\n\nand a cat. '],
    ['marks', 'Two dogs, “big” ones…', '[Three<Two] dogs, “big” ones…'],
    ['the last mark', 'Two dogs', '[Three<Two] dogs'],
    ['accents', 'Two cafe\u0301s', '[Three<Two] cafe\u0301s'],
  ])('%s', async (_, original, marked) => {
    const tidied = original
      .trim()
      .replaceAll(/\s+/g, ' ')
      .replace('Two', 'Three')
      .replace(',', '')
      .replaceAll(/[“”]/g, '"')
      .replace('…', '')
      .normalize('NFC');
    expect(await check('counting', original, tidied)).toBe(marked);
    expect(await check('counting', original, `${tidied}.`)).toBe(marked);
  });
});

describe('rejections', () => {
  test.each<[string, Taxonomy, string, string, string?]>([
    ['paraphrase', 'counting', 'Two dogs.', '2 dogs.'],
    ['paraphrase', 'counting', 'A dozen eggs.', 'Twelve eggs.'],
    ['paraphrase', 'visual-attribute', 'A grey cat.', 'A gray cat.'],
    ['paraphrase', 'visual-attribute', 'A grey coloured cat.', 'A grey colored cat.'],
    ['paraphrase', 'visual-attribute', 'A big cat.', 'A large cat.'],
    ['paraphrase', 'object-identification', 'A T-shirt.', 'A tshirt.'],
    ['paraphrase', 'object-identification', 'A sofa.', 'A couch.'],
    ['paraphrase', 'object-identification', 'Two women.', 'Two people.'],
    ['paraphrase', 'spatial-relationship', 'It is next to a cat.', 'It is beside a cat.'],
    ['paraphrase', 'attribute-binding', 'Look, a black cat and a white dog.', 'Look, a white dog and a black cat.'],
    ['paraphrase', 'counterfactual', 'A cat sits.', 'A cat clearly sits.'],
    ['wrong-kind', 'counting', 'Several dogs.', 'Five dogs.'],
    ['wrong-kind', 'counting', 'Two dogs.', 'Two cats.'],
    ['wrong-kind', 'counting', 'Dogs.', 'Three dogs.'],
    ['wrong-kind', 'visual-attribute', 'A cat.', 'A black cat.'],
    ['wrong-kind', 'visual-attribute', 'Two cats.', 'Three cats.'],
    ['wrong-kind', 'object-identification', 'A red cat.', 'A black cat.'],
    ['wrong-kind', 'object-identification', 'A cat "at the bar".', 'A cat "at the cafe".'],
    ['wrong-kind', 'attribute-binding', 'A red cup and a blue plate.', 'A green cup and a red plate.'],
    ['wrong-kind', 'attribute-binding', 'A red cup and a blue plate.', 'A blue cup and a blue plate.'],
    ['wrong-kind', 'text-ocr', 'A sign says "open".', 'A STOP sign says "open".'],
    ['wrong-kind', 'text-ocr', 'A sign says "open" in red letters.', 'A sign says "open" in blue letters.'],
    ['wrong-kind', 'counterfactual', 'A plate is here.', 'A bowl is here.'],
    ['wrong-kind', 'spatial-relationship', 'A cat is on the mat.', 'A cat is on the rug.'],
    ['given-by-question', 'object-identification', 'The man holds an umbrella.', 'The woman holds an umbrella.', 'What does the man hold?'],
    ['deletion', 'counting', 'Two dogs.', 'Dogs.'],
    ['deletion', 'counting', 'Two dogs.', ''],
    ['deletion', 'object-identification', 'A cat on grass. A dog.', 'A cat on mud dog.'],
    ['deletion', 'counterfactual', 'A cat sits. A dog runs.', 'A cat sits, and a bird sings A dog runs.'],
    ['too-many-changes', 'spatial-relationship', 'A cat is left of a dog.', 'A dog is left of a cat.'],
  ])('%s: %s, %s -> %s', async (reason, taxonomy, original, changed, question) => {
    expect(await check(taxonomy, original, changed, question)).toBe(reason);
  });

  test('as many changes as asked for are allowed, and no more', async () => {
    const [original, changed] = ['A red cup, a blue plate and a green fork.', 'A pink cup, a black plate and a brown fork.'];
    expect(await check('visual-attribute', original, changed, CAPTION_PROMPT, 2)).toBe('too-many-changes');
    expect(await check('visual-attribute', original, changed, CAPTION_PROMPT, 3)).toBe(
      'A [pink<red] cup, a [black<blue] plate and a [brown<green] fork.',
    );
  });
});

test('answers of one word are perturbed as such', async () => {
  expect(await check('object-identification', 'umbrella', 'Ball.', 'What is the man holding?')).toBe('[Ball<umbrella]');
  expect(await check('counting', '2', '3', 'How many dogs are there?')).toBe('[3<2]');
  expect(await check('text-ocr', "Joe's", "Jim's", 'What does the sign say?')).toBe("[Jim's<Joe's]");
  expect(await check('counterfactual', 'no', 'yes', 'Is there a dog?')).toBe('[yes<no]');
});

test('a sentence is no short answer', () => {
  expect(['yes', 'two dogs', 'On the table.'].map(isShortAnswer)).toEqual([true, true, true]);
  expect(['It is red.', "There's one.", '', 'a man in a blue shirt and a hat'].map(isShortAnswer)).toEqual([false, false, false, false]);
});

test('no pair of texts makes a check fail', async () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.lorem());
  await fc.assert(
    fc.asyncProperty(text, text, fc.constantFrom(...TAXONOMIES), async (original, changed, taxonomy) => {
      const result = await checkNegative(changed, { original, question: 'What is it?', taxonomy, edits: 3 });
      if (!('spans' in result)) return;
      expect(result.spans.some(({ label }) => label === 'hallucinated')).toBe(true);
      for (const { start, end } of result.spans) expect(result.response.slice(start, end).trim()).not.toBe('');
    }),
    { numRuns: 1000 },
  );
});
