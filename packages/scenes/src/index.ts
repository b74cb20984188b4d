export { createRandom, type Random } from './create-random';
export { HELD_OUT_ICON_SET, ICON_SETS, type IconSet, NOUNS, type Noun, TRAINING_ICON_SETS } from './nouns';
export * from './text';
