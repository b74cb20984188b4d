/** Decoded pixels, 8 bits a channel, red, green, blue, row by row from the top left: `data.length === width * height * 3`. */
export interface RgbImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** What a caller may give as an image: a path, the bytes of an image file, or raw pixels. */
export type DetectorImage = string | Uint8Array | RgbImage;
