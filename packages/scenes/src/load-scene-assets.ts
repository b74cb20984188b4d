import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import opentype from 'opentype.js';
import sharp from 'sharp';
import { type IconSet, NOUNS, TRAINING_ICON_SETS } from './nouns';
import { resolveIconSets } from './resolve-icon-sets';
import { type SceneAssets, WORD_CAP_HEIGHT } from './scene-assets';
import { createSprite, type Sprite } from './sprite';
import { SIGN_WORDS } from './text/sign-words';

/** Longer side at which icons are rasterized: a little above the largest object. */
const ICON_SIDE = 72;
const FONT_FILE = '@fontsource/roboto-condensed/files/roboto-condensed-latin-700-normal.woff';

export interface LoadSceneAssetsOptions {
  /** Icon sets to rasterize (default: the training sets). */
  iconSets?: readonly string[];
}

/** The parts of an Iconify set that are used here. */
interface IconifySet {
  width?: number;
  height?: number;
  icons: Record<string, { body: string; left?: number; top?: number; width?: number; height?: number }>;
  aliases?: Record<string, { parent: string }>;
}

/** Rasterizes the icons of all nouns that the sets draw and the words of all signs; takes about a second a set. Sampling and rendering are synchronous afterwards. */
export async function loadSceneAssets({ iconSets = TRAINING_ICON_SETS }: LoadSceneAssetsOptions = {}): Promise<SceneAssets> {
  const [icons, words] = await Promise.all([Promise.all(resolveIconSets(iconSets).map(loadIcons)), loadWords()]);
  return { icons: new Map(icons.flat()), words: new Map(words) };
}

async function loadIcons(iconSet: IconSet): Promise<[string, Sprite][]> {
  const set = JSON.parse(await readFile(resolvePackageFile(`@iconify-json/${iconSet}/icons.json`), 'utf8')) as IconifySet;
  const names = NOUNS.flatMap(({ icons }) => icons[iconSet] ?? []);
  return Promise.all(names.map(async (name): Promise<[string, Sprite]> => [`${iconSet}:${name}`, await rasterize(iconSvg(set, name))]));
}

function iconSvg(set: IconifySet, name: string): string {
  const icon = set.icons[set.aliases?.[name]?.parent ?? name]!;
  const [width, height] = [icon.width ?? set.width ?? 16, icon.height ?? set.height ?? 16];
  return `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="${ICON_SIDE}" height="${ICON_SIDE}" viewBox="${icon.left ?? 0} ${icon.top ?? 0} ${width} ${height}">${icon.body}</svg>`;
}

async function loadWords(): Promise<[string, Sprite][]> {
  const file = await readFile(resolvePackageFile(FONT_FILE));
  const font = opentype.parse(file.buffer.slice(file.byteOffset, file.byteOffset + file.byteLength));
  // Letters such as O reach over the cap height; H does not.
  const capShare = font.charToGlyph('H').getMetrics().yMax / font.unitsPerEm;
  const fontSize = WORD_CAP_HEIGHT / capShare;
  return Promise.all(SIGN_WORDS.map(async (word): Promise<[string, Sprite]> => [word, await rasterize(wordSvg(font, word, fontSize))]));
}

/** Letters set one by one: the library's own text layout refuses this font's substitution tables, which capitals do not need. */
function wordSvg(font: opentype.Font, word: string, fontSize: number): string {
  const outline = new opentype.Path();
  let x = 0;
  for (const letter of word) {
    const glyph = font.charToGlyph(letter);
    outline.extend(glyph.getPath(x, 0, fontSize));
    x += ((glyph.advanceWidth ?? 0) * fontSize) / font.unitsPerEm;
  }
  const { x1, y1, x2, y2 } = outline.getBoundingBox();
  const [width, height] = [Math.ceil(x2 - x1) + 2, Math.ceil(y2 - y1) + 2];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><path transform="translate(${1 - x1} ${1 - y1})" d="${pathData(outline)}"/></svg>`;
}

/** SVG path data. The library's own writer prints NaN for coordinates so near a whole number that JavaScript writes the difference as an exponent. */
function pathData({ commands }: opentype.Path): string {
  return commands
    .map((command) => {
      const { type, ...coordinates } = command;
      const { x1, y1, x2, y2, x, y } = coordinates as Partial<Record<'x1' | 'y1' | 'x2' | 'y2' | 'x' | 'y', number>>;
      return [type, ...[x1, y1, x2, y2, x, y].filter((value) => value !== undefined).map((value) => value.toFixed(2))].join(' ');
    })
    .join('');
}

async function rasterize(svg: string): Promise<Sprite> {
  const { data, info } = await sharp(Buffer.from(svg)).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return createSprite(data, info.width, info.height);
}

function resolvePackageFile(specifier: string): string {
  return createRequire(import.meta.url).resolve(specifier);
}
