import { NOUNS } from '@tldr-rm/scenes';
import { type Box, type Claim, COLOURS, type LabelledSample, type Scene, type Span } from '@tldr-rm/schema';

const SINGULAR = new Map(NOUNS.flatMap(({ noun, plural }) => [[noun, noun] as const, [plural, noun] as const]));
const NUMBERS = ['zero', 'one', 'two', 'three', 'four', 'five'];

/**
 * Whether the marked words of a negative are false, by other means than the engine's own checker: from the words themselves where they suffice (nouns,
 * words on signs, yes and no), else by plain arithmetic on the boxes, without margins.
 */
export function isMarkedFalse(sample: LabelledSample): boolean {
  const scene = sample.scene!;
  const marked = sample.spans!.filter(({ label }) => label === 'hallucinated');
  return marked.some((span) => isWordFalse(sample, span, scene));
}

function isWordFalse({ response, claims }: LabelledSample, span: Span, scene: Scene): boolean {
  const negated = /\bno $/i.test(response.slice(0, span.start));
  const words = `${negated ? 'no ' : ''}${response.slice(span.start, span.end).toLowerCase()}`;
  const noun = SINGULAR.get(words.replace(/^an? /, ''));
  const isThere = scene.entities.some((entity) => entity.noun === noun);
  if (noun !== undefined && !isThere) return true;
  const denied = /^no (.+)$/.exec(words)?.[1];
  if (denied !== undefined) return scene.entities.some((entity) => entity.noun === denied);
  if (span.taxonomy === 'text-ocr') return scene.signs.every(({ word }) => word.toLowerCase() !== words);
  if (span.taxonomy === 'counterfactual') {
    const asked = claims!.find(({ kind }) => kind === 'existence')!.value.replace(/^no /, '');
    return scene.entities.some((entity) => entity.noun === asked) === (words === 'no');
  }
  return claims!.some(
    (claim) => (noun !== undefined || (claim.start === span.start && claim.end === span.end)) && isPlainlyFalse(claim, words, scene),
  );
}

function isPlainlyFalse({ kind, subject, references, value }: Claim, words: string, scene: Scene): boolean {
  const about = scene.entities.find(({ id }) => id === subject);
  const sign = scene.signs.find(({ id }) => id === subject);
  if (kind === 'colour') return (about ?? sign)!.colour !== ((COLOURS as readonly string[]).includes(words) ? words : value);
  if (about === undefined) return false;
  if (kind === 'count') return about.boxes.length !== NUMBERS.indexOf(words);
  const [x, y] = centreOf(about.boxes);
  const others = (references ?? []).map((id) => scene.entities.find((entity) => entity.id === id)!);
  const [first, second] = others.map(({ boxes }) => centreOf(boxes));
  switch (value) {
    case 'left':
      return x >= (first?.[0] ?? scene.width / 2);
    case 'right':
      return x <= (first?.[0] ?? scene.width / 2);
    case 'above':
    case 'top':
      return y >= (first?.[1] ?? scene.height / 2);
    case 'below':
    case 'bottom':
      return y <= (first?.[1] ?? scene.height / 2);
    case 'leftmost':
      return x >= Math.min(first![0], second![0]);
    case 'rightmost':
      return x <= Math.max(first![0], second![0]);
    case 'middle':
      return (x - first![0]) * (x - second![0]) >= 0;
    case 'between':
      return (
        Math.hypot(x - first![0], y - first![1]) + Math.hypot(x - second![0], y - second![1]) >
        1.02 * Math.hypot(first![0] - second![0], first![1] - second![1])
      );
    case 'larger':
      return about.boxes[0]!.width <= others[0]!.boxes[0]!.width;
    case 'smaller':
      return about.boxes[0]!.width >= others[0]!.boxes[0]!.width;
    default:
      return kind === 'size' && about.size !== value;
  }
}

function centreOf(boxes: readonly Box[]): [x: number, y: number] {
  const mean = (of: (box: Box) => number): number => boxes.reduce((sum, box) => sum + of(box), 0) / boxes.length;
  return [mean((box) => box.x + box.width / 2), mean((box) => box.y + box.height / 2)];
}
