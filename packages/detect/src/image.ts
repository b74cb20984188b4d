/** Decoded pixels, 8 bits a channel, red, green, blue, row by row from the top left: `data.length === width * height * 3`. */
export interface RgbImage {
  data: Uint8Array;
  width: number;
  height: number;
}

/** Pixels as RGB (3 bytes a pixel) or RGBA (4), row by row from the top left. The `ImageData` of a canvas is one. */
export interface PixelImage {
  readonly data: Uint8Array | Uint8ClampedArray;
  readonly width: number;
  readonly height: number;
}

/** A `Blob` or `File`, by the part of it that is used: types of the DOM are not asked of programs that have none. */
export interface BlobImage {
  readonly size: number;
  arrayBuffer(): Promise<ArrayBuffer>;
}

/** A `URL`, by the part of it that is used. */
export interface UrlImage {
  readonly href: string;
}

/** An image that says what it is given as. */
export type TaggedImage =
  /** A file, on Node. */
  | { type: 'path'; path: string }
  /** `file:` (on Node) and `data:`; web addresses are not fetched. */
  | { type: 'url'; url: string }
  /** `data:image/png;base64,...` */
  | { type: 'data-uri'; uri: string }
  /** An image file's content: PNG, JPEG, WebP, GIF or AVIF. */
  | { type: 'bytes'; bytes: Uint8Array | ArrayBuffer | BlobImage }
  /** RGB or RGBA. */
  | ({ type: 'pixels' } & PixelImage);

/**
 * What a caller may give as an image. Texts are tagged, so that one from outside never opens a file; bytes, blobs, pixels and `URL` objects cannot be mistaken for anything else.
 */
export type DetectorImage = TaggedImage | Uint8Array | ArrayBuffer | BlobImage | PixelImage | UrlImage;
