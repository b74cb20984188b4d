export { type ImageFit, MAX_IMAGE_BYTES, MAX_IMAGE_PIXELS } from './decode-image';
export { type LoadDetectorOptions, loadNodeRuntime } from './load-runtime';
export { type DetectorFolder, readDetectorFolder } from './read-detector-folder';
export { type OpenedImage, openImage } from './read-image';
