import type { Edit } from '../../edit';
import { changeWords } from '../change-words';
import { type Description, findDescriptions } from '../described-things';
import { type Candidate, isStated, type LexicalContext } from '../lexical-context';
import type { TaggedWord } from '../tagged-word';
import { POSTURES } from '../vocabulary/attributes';
import { thingsOf } from '../vocabulary/object-index';

/** Gives a thing another colour, size, material, pattern, state or posture. */
export function visualAttributeCandidates(context: LexicalContext): Candidate[] {
  return [...attributeCandidates(context), ...postureCandidates(context)];
}

function attributeCandidates(context: LexicalContext): Candidate[] {
  const descriptions = findDescriptions(context);
  const candidates: Candidate[] = [];
  for (const description of descriptions) {
    const { word, attribute } = description;
    const { words } = context.parsed;
    const same = sameStatements(context, description, descriptions);
    const taken = takenValues(context, description, descriptions);
    const alternatives = attribute.alternatives
      .flat()
      .filter((value) => !taken.has(value) && fitsPosition(words, word, value))
      .map((value) => [value, context.weights.weightOf(value)] as const);
    if (alternatives.length === 0) continue;
    const total = alternatives.reduce((sum, [, weight]) => sum + weight, 0);
    candidates.push({
      weight: total / (total + context.weights.weightOf(words[word]!.lower)),
      draw: () => {
        const value = context.random.weighted(alternatives);
        return same.flatMap(({ word: index }): Edit[] => changeWords(context.parsed, index, index, value));
      },
    });
  }
  return candidates;
}

/** The same word of the same thing elsewhere in the text changes too. */
function sameStatements({ parsed }: LexicalContext, { word, phrase }: Description, all: readonly Description[]): Description[] {
  return all.filter(
    (other) =>
      other.word === word ||
      (phrase !== undefined && other.phrase?.noun === phrase.noun && parsed.words[other.word]!.lower === parsed.words[word]!.lower),
  );
}

/** Values that the same thing has besides, and words of the same sentence: "a brown dog with a brown head" would be said otherwise. */
function takenValues({ parsed }: LexicalContext, { word, phrase, attribute }: Description, all: readonly Description[]): Set<string> {
  const { sentence } = parsed.words[word]!;
  return new Set([
    ...parsed.words.filter((other) => other.sentence === sentence).map(({ lower }) => lower),
    ...all
      .filter((other) => other.attribute.dimension === attribute.dimension && (phrase === undefined || other.phrase?.noun === phrase.noun))
      .map((other) => parsed.words[other.word]!.lower),
  ]);
}

/** "wood" stands only before a noun, "wooden" in both places; "light blue" cannot follow "light". */
function fitsPosition(words: readonly TaggedWord[], word: number, value: string): boolean {
  const before = words[word - 1]?.lower;
  const next = words[word + 1];
  if (before !== undefined && /^(?:light|dark|bright|pale|deep)$/.test(before))
    return (
      /^(?:red|blue|green|yellow|orange|purple|pink|brown|gray|grey)$/.test(value) &&
      !(before === 'dark' && /yellow|pink|orange/.test(value)) &&
      !(/light|pale/.test(before) && value === 'red')
    );
  if (/\s/.test(value) && before !== undefined && /^(?:and|,|very)$/.test(before)) return false;
  // "an empty street with cars"
  const sentence = words[word]!.sentence;
  if (value === 'empty' && words.some((other) => other.sentence === sentence && /^(?:with|of|people|cars|full|filled)$/.test(other.lower)))
    return false;
  const attributive = next !== undefined && /^(?:NOUN|ADJ|PROPN)$/.test(next.tag);
  return attributive
    ? !/^(?:asleep|awake|unlit)$/.test(value)
    : !/^(?:wood|metal|metallic|brick|tile|stone|little|box-shaped|filled|leather|denim|fur|wool|silk|glass|paper|plastic|concrete|marble|steel)$/.test(
        value,
      );
}

/** Who is told to sit may stand. Things that "sit" on a table have no posture. */
function postureCandidates(context: LexicalContext): Candidate[] {
  const { words, phrases } = context.parsed;
  const candidates: Candidate[] = [];
  for (const [index, { lower, blocked, quoted }] of words.entries()) {
    if (blocked || quoted) continue;
    const own = POSTURES.find((forms) => forms.includes(lower));
    if (own === undefined) continue;
    const at = words[index - 1]?.tag === 'AUX' ? index - 2 : index - 1;
    const subject = phrases.find(({ last }) => last === at);
    if (subject === undefined || subject.preposition !== undefined || !isStated(context, subject) || !hasPosture(subject.noun)) continue;
    // One sits on chairs, and stands on them only now and then.
    const place = words.slice(index + 1, index + 6).map((word) => word.lower);
    if (place.some((word) => /^(?:on|in|at|down|up|onto|against|with|around|atop|upright|still|cross-legged|inside|off)$/.test(word))) {
      if (!/^(?:ground|floor|grass|beach|sand|sidewalk|rock|street|field|road|snow|dirt|rug|grass)$/.test(place[2] ?? '')) continue;
    }
    const animal = thingsOf(subject.noun).some(({ objectClass }) => objectClass.kind === 'animal');
    const form = own.indexOf(lower);
    const alternatives = POSTURES.filter((forms) => forms !== own && forms[0] !== 'kneeling' && (animal || forms[0] !== 'lying')).map(
      (forms) => [forms[form]!, context.weights.weightOf(forms[form]!)] as const,
    );
    const total = alternatives.reduce((sum, [, weight]) => sum + weight, 0);
    candidates.push({
      weight: total / (total + context.weights.weightOf(lower)),
      draw: () => changeWords(context.parsed, index, index, context.random.weighted(alternatives)),
    });
  }
  return candidates;
}

function hasPosture(noun: string): boolean {
  if (/^(?:person|people|child|kid|couple|teenager|tourist|player|musician|student|worker|passenger|adult|toddler)$/.test(noun))
    return true;
  return thingsOf(noun).some(
    ({ objectClass }) =>
      objectClass.kind === 'person' ||
      (objectClass.kind === 'animal' &&
        !objectClass.small &&
        /dog|cat|cow|horse|sheep|goat|elephant|lion|tiger|bear|zebra|deer|fox|wolf|giraffe/.test(noun)),
  );
}
