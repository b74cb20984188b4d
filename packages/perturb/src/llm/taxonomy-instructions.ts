import type { Taxonomy } from '@tldr-rm/schema';

/** What a model is told about one kind of change. */
export interface TaxonomyInstruction {
  /** What to change and what to leave alone. */
  task: string;
  /** A response and a changed one. */
  example: readonly [original: string, changed: string];
}

/** The eight kinds of change, as tasks for a language model. */
export const TAXONOMY_INSTRUCTIONS: Readonly<Record<Taxonomy, TaxonomyInstruction>> = {
  'spatial-relationship': {
    task: 'Change where something is: replace one word or phrase of place (left, above, behind, inside, on, ...) by one that cannot be true at the same time. Do not exchange the things themselves.',
    example: ['A grey cat sits under the table.', 'A grey cat sits on the table.'],
  },
  'visual-attribute': {
    task: 'Change how one thing looks: replace its colour, size, shape, material, pattern or state by one that it cannot have at the same time. Leave nouns, numbers and places alone.',
    example: ['A wooden bench stands by the lake.', 'A metal bench stands by the lake.'],
  },
  'attribute-binding': {
    task: 'Exchange the attributes of two things: take two attributes (colours, sizes, materials, ...) that the response gives to two different things, and give each to the other thing. Use no new word. Two attributes of the same thing do not count.',
    example: ['A red cup stands beside a blue plate.', 'A blue cup stands beside a red plate.'],
  },
  'object-identification': {
    task: 'Change what one thing is: replace its noun by that of another thing that could stand in such a picture, but is neither the same nor a kind of it nor a more general word. Where the thing is named again, change it there too. Leave adjectives, numbers and places alone.',
    example: ['A man leans on a bicycle near a fence.', 'A man leans on a scooter near a fence.'],
  },
  counting: {
    task: 'Change how many there are of one thing: replace one number by another exact number of similar size ("a" counts as one). Let nouns and verbs agree with it. Change nothing but the number.',
    example: ['Two dogs are running on the beach.', 'Three dogs are running on the beach.'],
  },
  'small-object': {
    task: 'Change a small detail: take the smallest or least noticeable thing that the response names (something worn, held, lying about or far away) and replace its noun, or a word for how it looks, by another one that is plainly different. Leave the main things, numbers and places alone.',
    example: ['A woman with a silver earring looks out of a window.', 'A woman with a silver necklace looks out of a window.'],
  },
  'text-ocr': {
    task: 'Change what is written in the picture: in the words that the response quotes from a sign, a label, a screen or the like, replace one word or number by another one that looks or sounds similar, or fits as well. Change nothing outside of the written words.',
    example: ['The sign above the door says "OPEN".', 'The sign above the door says "OVEN".'],
  },
  counterfactual: {
    task: 'Claim something that is not in the picture: insert a short phrase about a thing that the response does not name and that could well be in such a picture. If the response is yes or no, flip it instead. Replace no other word.',
    example: ['A plate with a sandwich is on the table.', 'A plate with a sandwich and a pickle is on the table.'],
  },
};
