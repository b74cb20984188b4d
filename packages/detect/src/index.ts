export { type DetectBatchOptions, type DetectOptions, Detector, type DetectorItem } from './detector';
export { domainDistance, fitDomainCheck } from './domain-check';
export { BatchItemError, DetectorFolderError, ImageError, TextError } from './errors';
export type { DetectorImage, RgbImage } from './image';
export { IMAGE_STATISTICS_LENGTH, imageStatistics } from './image-statistics';
export { loadDetector } from './load-detector';
export {
  type DetectorFolder,
  type ImageFit,
  type LoadDetectorOptions,
  MAX_IMAGE_BYTES,
  MAX_IMAGE_PIXELS,
  type OpenedImage,
  openImage,
  readDetectorFolder,
} from './node';
export { type ScoredWord, scoreWords } from './score-words';
export type { Scorer, ScorerToOpen } from './scorer';
export { type ScoredTokens, summarizeRewards } from './summarize';
