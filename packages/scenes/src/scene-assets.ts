import { TldrError } from '@tldr-rm/schema';
import type { Sprite } from './sprite';

/** Everything drawable, rasterized once. */
export interface SceneAssets {
  /** By `set:name`, as scenes name icons. */
  icons: ReadonlyMap<string, Sprite>;
  /** Written words by their text, cap height {@link WORD_CAP_HEIGHT}. */
  words: ReadonlyMap<string, Sprite>;
}

/** Cap height at which words are rasterized, in pixels. */
export const WORD_CAP_HEIGHT = 32;

/** A scene asks for an icon or a word that the loaded assets lack. */
export class MissingAssetError extends TldrError {
  constructor(kind: 'icon' | 'word', name: string) {
    super(
      'MISSING_ASSET',
      `the ${kind} "${name}" is not among the loaded assets. Load the icon sets that the scene uses with loadSceneAssets.`,
    );
  }
}
