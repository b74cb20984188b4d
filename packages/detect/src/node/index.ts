export type { ImageFit } from './decode-image';
export { type FindDetectorOptions, findDetectorFolder } from './find-detector-folder';
export { MAXIMUM_IMAGE_BYTES, MAXIMUM_IMAGE_PIXELS } from './image-limits';
export { imageFile, imageReference, referencedFile } from './image-reference';
export { type LoadDetectorOptions, loadDetector } from './load-detector';
export { loadNodeRuntime, MAXIMUM_THREADS, type RuntimeOptions } from './load-runtime';
export { type DetectorFolder, readDetectorFolder } from './read-detector-folder';
export { openImage } from './read-image';
