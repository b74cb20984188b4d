import { type Claim, COLOURS, type Scene, type SceneEntity, type SceneSign } from '@tldr-rm/schema';
import { NUMBER_WORDS, SIZE_WORDS } from '../text/grammar';
import type { Truth } from '../text/spatial-truth';
import { VALUE_KINDS, VALUE_WORDS } from '../text/write-template';
import { evaluateClaim } from './evaluate-claim';
import { type ReadPart, SINGULARS, type ThingRole } from './sentence-pattern';

/** A claim found in a text, and whether it is true of the scene; null where the scene does not decide it. */
export interface CheckedClaim extends Claim {
  truth: Truth;
}

/**
 * What the pieces of a sentence claim about a scene. What is said of something that is not in the picture, beside its name, is neither true nor false.
 *
 * @returns null if one role of the template would stand for two things, so that the sentence was not written by it.
 */
export function claimsOfSentence(parts: readonly ReadPart[], scene: Scene): CheckedClaim[] | null {
  const nouns = nounsByRole(parts);
  if (nouns === null) return null;
  const things = new Map<ThingRole, SceneEntity | undefined>(
    Array.from(nouns, ([role, noun]) => [role, scene.entities.find((entity) => entity.noun === noun)]),
  );
  const sign = signOf(parts, scene);
  const check = (part: ReadPart): CheckedClaim => {
    const { start, end, text, slot } = part;
    const claim = { start, end };
    const thing = slot.role === undefined || slot.role === 's' ? undefined : things.get(slot.role);
    const about = (subject: string | undefined, rest: Pick<Claim, 'kind' | 'value' | 'references'>): CheckedClaim => {
      const checked: Claim = { ...claim, ...rest, ...(subject !== undefined && { subject }) };
      const unknown = subject === undefined || rest.references?.includes('');
      return { ...checked, truth: unknown ? null : evaluateClaim(checked, scene) };
    };
    const existence = (value: string): CheckedClaim => {
      const checked: Claim = { ...claim, kind: 'existence', value };
      return { ...checked, truth: evaluateClaim(checked, scene) };
    };
    switch (part.kind) {
      case 'existing':
        return existence(SINGULARS.get(text)!);
      case 'absent':
        return existence(`no ${SINGULARS.get(text)}`);
      case 'noun': {
        const checked: Claim = { ...claim, kind: 'object', value: SINGULARS.get(text)!, ...(thing && { subject: thing.id }) };
        return { ...checked, truth: evaluateClaim(checked, scene) };
      }
      case 'count':
        return about(thing?.id, { kind: 'count', value: String((NUMBER_WORDS as readonly string[]).indexOf(text)) });
      case 'quality':
        return about(thing?.id, qualityOf(text));
      case 'board':
        return { ...claim, kind: 'colour', value: text, ...(sign && { subject: sign.id }), truth: boardTruth(text, sign, parts, scene) };
      case 'word': {
        const checked: Claim = { ...claim, kind: 'word', value: text, ...(sign?.word === text && { subject: sign.id }) };
        return { ...checked, truth: evaluateClaim(checked, scene) };
      }
      case 'value':
        return about(things.get('x')?.id, placeOf(part, things));
    }
  };
  return parts.map(check);
}

function nounsByRole(parts: readonly ReadPart[]): Map<ThingRole, string> | null {
  const nouns = new Map<ThingRole, string>();
  for (const { kind, slot, text } of parts) {
    if ((kind !== 'noun' && kind !== 'existing') || slot.role === undefined || slot.role === 's') continue;
    const noun = SINGULARS.get(text)!;
    if ((nouns.get(slot.role) ?? noun) !== noun) return null;
    nouns.set(slot.role, noun);
  }
  return nouns;
}

/** The sign that a sentence speaks of: the one with its word, or the only one. */
function signOf(parts: readonly ReadPart[], { signs }: Scene): SceneSign | undefined {
  const word = parts.find(({ kind }) => kind === 'word')?.text;
  return signs.find((sign) => sign.word === word) ?? (signs.length === 1 ? signs[0] : undefined);
}

function boardTruth(colour: string, sign: SceneSign | undefined, parts: readonly ReadPart[], { signs }: Scene): Truth {
  if (sign !== undefined) return sign.colour === colour;
  // A board with a word that is on none has no colour; "the sign" may be any of several.
  if (parts.some(({ kind }) => kind === 'word')) return null;
  return signs.some((other) => other.colour === colour) ? null : false;
}

function qualityOf(word: string): Pick<Claim, 'kind' | 'value'> {
  if ((COLOURS as readonly string[]).includes(word)) return { kind: 'colour', value: word };
  return { kind: 'size', value: (SIZE_WORDS.small as readonly string[]).includes(word) ? 'small' : 'large' };
}

function placeOf(
  { slot, text }: ReadPart,
  things: ReadonlyMap<ThingRole, SceneEntity | undefined>,
): Pick<Claim, 'kind' | 'value' | 'references'> {
  const value = Object.entries(VALUE_WORDS[slot.name]!).find(([, word]) => word === text)![0];
  const references = (['y', 'z'] as const).filter((role) => things.has(role)).map((role) => things.get(role)?.id ?? '');
  return references.length === 0 ? { kind: 'position', value } : { kind: VALUE_KINDS[slot.name]!, references, value };
}
