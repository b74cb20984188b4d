export {
  type Calibration,
  calibrationSchema,
  IDENTITY_SCALE,
  type LogisticScale,
  logisticScaleSchema,
  rewardOfLogit,
  scaleReward,
} from './calibration';
export { DEFAULT_PROMPT } from './default-prompt';
export { type Detection, detectionSchema } from './detection';
export { DETECTOR_SCHEMA_VERSION, type DetectorManifest, detectorManifestSchema } from './detector';
export { InputError, JsonlError, TldrError } from './errors';
export { quote, shorten } from './quote';
export { type LabelledSample, MAX_TEXT_LENGTH, type Sample, sampleSchema } from './sample';
export {
  type Box,
  boxSchema,
  type Claim,
  COLOURS,
  type Colour,
  claimSchema,
  type Scene,
  type SceneEntity,
  type SceneSign,
  SIZES,
  type Size,
  sceneEntitySchema,
  sceneSchema,
  sceneSignSchema,
} from './scene';
export { type Span, spanSchema } from './span';
export { TAXONOMIES, type Taxonomy, taxonomySchema } from './taxonomy';
export { wellFormed } from './well-formed';
export { withoutNulls } from './without-nulls';
