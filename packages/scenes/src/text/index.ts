export { askAboutScene, type QuestionAndAnswer } from './ask-about-scene';
export { CAPTION_PROMPTS } from './caption-prompts';
export { type DescribeOptions, describeScene, writeFact } from './describe-scene';
export type { Fact, FactKind } from './fact';
export { indefiniteArticle, NUMBER_WORDS, nounForm, SIZE_WORDS } from './grammar';
export { drawAbsentNoun, drawFact } from './list-facts';
export { oppositeOf } from './opposites';
export { SIGN_WORDS } from './sign-words';
export { betweenTruth, comparedSizeTruth, positionTruth, rankTruth, relationTruth, type Truth } from './spatial-truth';
