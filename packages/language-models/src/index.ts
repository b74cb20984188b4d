export type { Answer } from './answers/answer';
export { type AnswerCache, cacheKey, openAnswerCache } from './answers/answer-cache';
export { parseJsonAnswer, type UnreadableAnswer } from './answers/parse-json-answer';
export { type AnswerUse, type AskUntilOptions, askUntil } from './ask-until';
export type { Conversation } from './conversation';
export { type JudgedItem, judgeResponse, type Verdict } from './judge/judge-response';
export type { TextRange } from './judge/locate-quotes';
export type { LanguageModelClient, LanguageModelIdentity, Question } from './language-model-client';
export { LanguageModelError, type LanguageModelErrorCode } from './language-model-error';
export {
  type AskingOptions,
  type OpenLanguageModelOptions,
  openLanguageModel,
  type ProvidedModel,
  type ServedModel,
} from './open-language-model';
export { alterPicture, type PictureAlteration } from './pictures/alter-picture';
export { MAXIMUM_SENT_SIDE } from './pictures/encode-picture';
export type { OpenedPicture, Picture, RgbPicture } from './pictures/picture';
export type { EnvironmentVariables } from './server/api-key';
export type { RetryClock } from './server/retry-clock';
export type { RetryNotice } from './server/with-retries';
export type { LanguageModelUsage, TokenPrices } from './usage-meter';
export type { CaptionWriter, OpenedQuestion } from './writing/caption-writer';
export { type EndpointSpec, endpointSpecSchema, writerSpecSchema } from './writing/endpoint-spec';
export { type OpenEndpointWriterOptions, openEndpointWriter } from './writing/endpoint-writer';
export { type WriteAboutPictureOptions, writeAboutPicture } from './writing/write-about-picture';
