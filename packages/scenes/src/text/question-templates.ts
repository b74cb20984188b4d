import type { FactKind } from './fact';
import { parseTemplates, type Template } from './template';

/** A kind of question: how it is asked and how it is answered. */
export interface QuestionTemplates {
  /** What must be true for the answer. */
  fact: FactKind;
  /** The answer must be the only thing the fact holds for, as "Which object is red?" asks. */
  unique?: 'colour' | 'size';
  /** The question proposes a value, or a colour, and is answered with yes or no. */
  proposes?: 'value' | 'colour';
  /** How often it is asked (default 1). */
  weight?: number;
  prompts: readonly Template[];
  /** Full sentences. */
  answers: readonly Template[];
  /** A word or two. */
  short: readonly Template[];
}

const question = (
  fact: FactKind,
  prompts: readonly string[],
  answers: readonly string[],
  short: readonly string[] = [],
  options: Pick<QuestionTemplates, 'unique' | 'proposes' | 'weight'> = {},
): QuestionTemplates => ({
  fact,
  ...options,
  prompts: parseTemplates(prompts),
  answers: parseTemplates(answers),
  short: parseTemplates(short),
});

/** Kinds of questions with their answers. See `writeTemplate` for the slots. */
export const QUESTION_TEMPLATES: readonly QuestionTemplates[] = [
  question(
    'colour',
    ['What colour {is x} {the x}?', 'Which colour {is x} {the x}?', 'What is the colour of {the x}?', 'Tell me the colour of {the x}.'],
    [
      '{the x} {is x} {colour x}.',
      'The colour of {the x} is {colour x}.',
      '{the x} in the picture {is x} {colour x}.',
      'The colour is {colour x}.',
    ],
    ['{colour x}.'],
  ),
  question(
    'two-colours',
    ['What colours are {the x} and {the y}?', 'Which colours do {the x} and {the y} have?', 'Tell me the colours of {the x} and {the y}.'],
    [
      '{the x} {is x} {colour x} and {the y} {is y} {colour y}.',
      '{the x} {is x} {colour x}, {the y} {is y} {colour y}.',
      '{the y} {is y} {colour y} and {the x} {is x} {colour x}.',
      'The colour of {the x} is {colour x}, that of {the y} {colour y}.',
    ],
    [],
    { weight: 2.5 },
  ),
  question(
    'colour',
    [
      'Which object is {colour x}?',
      'What is {colour x} in this picture?',
      'Which thing is {colour x}?',
      'What in the image is {colour x}?',
    ],
    [
      '{the x} {is x} {colour x}.',
      'I see that {the x} {is x} {colour x}.',
      '{it is x} {the x}.',
      'In this picture, {the x} {is x} {colour x}.',
    ],
    ['{the x}.'],
    { unique: 'colour' },
  ),
  question(
    'size',
    ['Which object is {size x}?', 'What is {size x} in this picture?', 'Which thing is {size x}?'],
    ['{the x} {is x} {size x}.', '{it is x} {the x}.', 'In this picture, {the x} {is x} {size x}.', 'I see that {the x} {is x} {size x}.'],
    ['{the x}.'],
    { unique: 'size' },
  ),
  question(
    'size',
    ['What size {is x} {the x}?', 'How big {is x} {the x}?', '{is x} {the x} small or large?'],
    ['{the x} {is x} {size x}.', '{the x} {is x} {size x} in size.', '{the x} in the picture {is x} {size x}.'],
    ['{size x}.'],
  ),
  question(
    'compared-size',
    [
      '{is x} {the x} larger or smaller than {the y}?',
      'How large {is x} {the x} compared with {the y}?',
      'Compare the size of {the x} with {the y}.',
    ],
    ['{the x} {is x} {larger}.', '{the x} {is x} {larger} than {the y}.', 'Compared with {the y}, {the x} {is x} {larger}.'],
  ),
  question(
    'count',
    [
      'How many {nouns x} are there?',
      'How many {nouns x} can you see?',
      'How many {nouns x} are in the picture?',
      'Count the {nouns x}.',
      'What is the number of {nouns x}?',
    ],
    [
      'There {is x} {count x} {noun x}.',
      'I can see {count x} {noun x}.',
      'The picture shows {count x} {noun x}.',
      'There {is x} {count x} {noun x} in the picture.',
      'The number of {nouns x} is {count x}.',
      '{count x} {noun x} can be seen.',
    ],
    ['{count x}.', '{count x} {noun x}.'],
    { weight: 2 },
  ),
  question(
    'horizontal-relation',
    [
      'Where {is x} {the x} relative to {the y}?',
      '{is x} {the x} to the left or to the right of {the y}?',
      'On which side of {the y} {is x} {the x}?',
      '{is x} {the x} left or right of {the y}?',
    ],
    [
      '{the x} {is x} to the {side} of {the y}.',
      '{the x} {is x} to the {side}.',
      '{the x} {is x} on the {side} of {the y}.',
      'Compared with {the y}, {the x} {is x} further to the {side}.',
      '{it is x} to the {side} of {the y}.',
    ],
    ['To the {side}.', 'On the {side}.'],
  ),
  question(
    'vertical-relation',
    [
      'Where {is x} {the x} relative to {the y}?',
      '{is x} {the x} above or below {the y}?',
      '{is x} {the x} higher or lower than {the y}?',
      'Which place {is x} {the x} in, above or below {the y}?',
    ],
    [
      '{the x} {is x} {over} {the y}.',
      '{the x} {is x} {high} than {the y}.',
      'Compared with {the y}, {the x} {is x} {high}.',
      '{the x} {is x} {over} it.',
    ],
  ),
  question(
    'horizontal-relation',
    ['What is to the {side} of {the y}?', 'What can you see to the {side} of {the y}?', 'Name something to the {side} of {the y}.'],
    [
      'To the {side} of {the y} there {is x} {a x}.',
      '{a x} {is x} to the {side} of {the y}.',
      'There {is x} {a x} to the {side} of {the y}.',
      'To the {side} of {the y} you can see {a x}.',
      'There {is x} {a x}.',
    ],
    ['{a x}.', '{the x}.'],
  ),
  question(
    'vertical-relation',
    ['What is {over} {the y}?', 'What can you see {over} {the y}?', 'Name something {over} {the y}.'],
    ['{over} {the y} there {is x} {a x}.', '{a x} {is x} {over} {the y}.', 'There {is x} {a x} {over} {the y}.', 'There {is x} {a x}.'],
    ['{a x}.', '{the x}.'],
  ),
  question(
    'between',
    ['What is between {the y} and {the z}?', 'What do you see between {the y} and {the z}?'],
    ['Between {the y} and {the z} there {is x} {a x}.', 'There {is x} {a x} between them.', '{the x} {is x} between {the y} and {the z}.'],
    ['{a x}.', '{the x}.'],
  ),
  question(
    'horizontal-position',
    [
      'On which side of the picture {is x} {the x}?',
      '{is x} {the x} on the left or on the right?',
      'Which half of the image {is x} {the x} in, left or right?',
    ],
    [
      '{the x} {is x} on the {side}.',
      '{the x} {is x} on the {side} side of the picture.',
      '{the x} {is x} in the {side} half of the image.',
    ],
    ['On the {side}.'],
  ),
  question(
    'vertical-position',
    [
      '{is x} {the x} at the top or at the bottom?',
      '{is x} {the x} near the top or the bottom of the image?',
      'Which half of the image {is x} {the x} in, top or bottom?',
    ],
    ['{the x} {is x} at the {end}.', '{the x} {is x} near the {end} of the picture.', '{the x} {is x} in the {end} half of the image.'],
    ['At the {end}.'],
  ),
  question(
    'object',
    [
      '{is x} there {exists x}?',
      '{is x} there {exists x} in the picture?',
      'Can you see {exists x}?',
      'Does the image show {exists x}?',
      'Do you see {exists x} here?',
    ],
    [
      '{yes x}, there {is x} {exists x}.',
      '{yes x}, there {is x} {exists x} in the picture.',
      '{yes x}, I can see {exists x}.',
      '{yes x}, the picture shows {exists x}.',
    ],
    ['{yes x}.'],
  ),
  question(
    'absence',
    [
      'Is there {an absent}?',
      'Is there {an absent} in the picture?',
      'Can you see {an absent}?',
      'Does the image show {an absent}?',
      'Do you see {an absent} here?',
    ],
    [
      '{no}, there is {no absent}.',
      '{no}, there is {no absent} in the picture.',
      '{no}, I can see {no absent}.',
      '{no}, the picture shows {no absent}.',
    ],
    ['{no}.'],
  ),
  question(
    'sign',
    ['What does the sign say?', 'What is written on the sign?', 'Which word is on the board?', 'Read the sign.', 'What word can you read?'],
    [
      'The sign says {word s}.',
      'It says {word s}.',
      'The word on the sign is {word s}.',
      'The sign reads {word s}.',
      'The word is {word s}.',
      'The sign has the word {word s} on it.',
    ],
    ['{word s}.'],
    { weight: 4 },
  ),
  question(
    'sign-colour',
    ['What colour is the sign?', 'Which colour is the board?', 'What is the colour of the sign?'],
    ['The sign is {board s}.', 'The board is {board s}.', 'The colour of the sign is {board s}.'],
    ['{board s}.'],
  ),
  question(
    'colour',
    ['{is x} {the x} {asked colour}?', '{is x} {the x} {asked colour} in this picture?', 'Is the colour of {the x} {asked colour}?'],
    ['{yes colour x}, {the x} {is x} {colour x}.', '{yes colour x}, {it is x} {colour x}.', '{yes colour x}, the colour is {colour x}.'],
    ['{yes colour x}.'],
    { proposes: 'colour' },
  ),
  question(
    'horizontal-relation',
    [
      '{is x} {the x} to the {asked side} of {the y}?',
      'Can you see {the x} to the {asked side} of {the y}?',
      '{is x} {the x} {asked side} of {the y}?',
    ],
    [
      '{yes side}, {the x} {is x} to the {side} of {the y}.',
      '{yes side}, {it is x} to the {side}.',
      '{yes side}, {the x} {is x} on the {side}.',
      '{yes side}, {the x} {is x} to the {side}.',
    ],
    ['{yes side}.'],
    { proposes: 'value' },
  ),
  question(
    'vertical-relation',
    ['{is x} {the x} {asked over} {the y}?', 'Can you see {the x} {asked over} {the y}?', '{is x} {the x} {asked high} than {the y}?'],
    ['{yes over}, {the x} {is x} {over} {the y}.', '{yes over}, {it is x} {over} {the y}.', '{yes over}, {the x} {is x} {high}.'],
    ['{yes over}.'],
    { proposes: 'value' },
  ),
  question(
    'horizontal-position',
    [
      '{is x} {the x} on the {asked side}?',
      '{is x} {the x} on the {asked side} side of the picture?',
      '{is x} {the x} in the {asked side} half of the image?',
    ],
    ['{yes side}, {the x} {is x} on the {side}.', '{yes side}, {it is x} on the {side} side.'],
    ['{yes side}.'],
    { proposes: 'value', weight: 0.5 },
  ),
  question(
    'vertical-position',
    [
      '{is x} {the x} at the {asked end}?',
      '{is x} {the x} near the {asked end} of the picture?',
      '{is x} {the x} in the {asked end} half of the image?',
    ],
    ['{yes end}, {the x} {is x} at the {end}.', '{yes end}, {it is x} near the {end}.'],
    ['{yes end}.'],
    { proposes: 'value', weight: 0.5 },
  ),
];
