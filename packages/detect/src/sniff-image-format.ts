/** Image formats that are read. Everything else (SVG and PDF above all, which can refer to other files) never reaches the decoder. */
export type ImageFormat = 'PNG' | 'JPEG' | 'WebP' | 'GIF' | 'AVIF';

/** Tells the format of an image file by its first bytes; null if it is none of {@link ImageFormat}. */
export function sniffImageFormat(bytes: Uint8Array): ImageFormat | null {
  const text = (from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
  if (text(0, 8) === '\x89PNG\r\n\x1a\n') return 'PNG';
  if (text(0, 3) === '\xff\xd8\xff') return 'JPEG';
  if (text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP') return 'WebP';
  if (text(0, 6) === 'GIF87a' || text(0, 6) === 'GIF89a') return 'GIF';
  // The brands of an ISO media file; AVIF may stand among the compatible ones.
  if (text(4, 8) === 'ftyp' && /avi[fs]/.test(text(8, 48))) return 'AVIF';
  return null;
}
