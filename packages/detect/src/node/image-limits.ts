/** Largest image that is decoded: 150 MB of pixels, more than phones and cameras in common use make; anything above is shrunk by the caller. */
export const MAXIMUM_IMAGE_PIXELS = 50_000_000;

/** Largest image file that is read: a 50-megapixel JPEG has about 25 MB. */
export const MAXIMUM_IMAGE_BYTES = 30 * 1024 * 1024;
