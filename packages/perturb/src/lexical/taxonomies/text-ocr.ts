import type { Edit } from '../../edit';
import { matchCase } from '../inflect';
import type { Candidate, LexicalContext } from '../lexical-context';
import { SIGN_WORDS, WRITTEN_NAMES, WRITTEN_WORDS } from '../vocabulary/written-words';

interface WrittenText {
  start: number;
  end: number;
}

/** Words that are no more than joints of a written text. */
const JOINTS = new Set(
  'the a an and of for to in on at by with is are be no not your our my we you it this from or it’s us all i me do'.split(' '),
);
const ANNOUNCES =
  /^(?:reads?|reading|says?|saying|word|words|letters?|letter|labeled|labelled|spells?|spelling|lettering|logo|inscription|text|plate|number|numbers|named|titled|entitled|marked|printed)$/;
/** Words in capitals that are names of things, not text in the picture. */
const ACRONYMS =
  /^(?:TV|TVS|USA|US|UK|DVD|DVDS|PC|LCD|LED|DJ|BBQ|SUV|SUVS|ATM|RV|RVS|UFO|AM|PM|OK|CD|CDS|NYC|VR|AC|DIY|BMX|MRI|ID|II|III|IV)$/;
const MAX_ANSWER_WORDS = 6;
/** Words that are more frequent than this in 51 million are no names. */
const MAX_NAME_COUNT = 1500;
const IN_WORD_BEFORE = /[\p{L}\p{M}\p{N}'’]$/u;
const IN_WORD_AFTER = /^(?:[\p{L}\p{M}\p{N}]|['’]\p{L})/u;
/** What a sign in capitals may say: any written word but abbreviations. */
const SIGN_POOL = [...new Set([...SIGN_WORDS, ...WRITTEN_WORDS.flat()])].filter((word) => word.length > 3);
const CLOCK_TIME = /^\d{1,2}:\d\d$/;

/** Misreads a word or a number that is written in the picture. */
export function textOcrCandidates(context: LexicalContext): Candidate[] {
  return writtenTexts(context).flatMap((written) => candidatesIn(context, written));
}

/** Whether a text is a short answer to what is written, and so nothing but written words itself: "Library" is no library. */
export function isReading({ parsed: { words, quotes }, question }: LexicalContext): boolean {
  if (question.kind !== 'written' || quotes.length > 0) return false;
  const said = words.filter(({ tag }) => tag !== 'PUNCT');
  return said.length > 0 && said.length <= MAX_ANSWER_WORDS && !/^(?:yes|no|nothing|none|the|it|a|an)$/.test(said[0]!.lower);
}

/** Text in quotation marks, in capitals after a word that announces it, a number on a jersey, or a short answer to what is written. */
function writtenTexts(context: LexicalContext): WrittenText[] {
  const { parsed } = context;
  const { words, quotes, text, casing } = parsed;
  if (isReading(context)) {
    const said = words.filter(({ tag }) => tag !== 'PUNCT');
    return [{ start: said[0]!.start, end: said.at(-1)!.end }];
  }
  const found: WrittenText[] = quotes.filter(
    ({ start }) => !words.some((word) => word.start >= start - 2 && word.start <= start && word.blocked),
  );
  if (casing === 'sentence') {
    for (const [index, word] of words.entries()) {
      if (word.quoted || word.blocked) continue;
      const announced = words
        .slice(Math.max(0, index - 4), index)
        .some(({ lower, sentence }) => sentence === word.sentence && ANNOUNCES.test(lower));
      const inCapitals = /^[A-Z]{2,}$/.test(word.text) && !ACRONYMS.test(word.text) && text.slice(word.start, word.end) === word.text;
      const numbered = /^\d{1,4}[A-Z]?$/.test(word.text) && /^(?:number|numbers)$/.test(words[index - 1]?.lower ?? '');
      const time = /^\d{1,2}$/.test(word.text) && words[index + 1]?.text === ':' && /^\d\d$/.test(words[index + 2]?.text ?? '');
      if (time || CLOCK_TIME.test(word.text)) {
        found.push({ start: word.start, end: time ? words[index + 2]!.end : word.end });
        continue;
      }
      if ((announced && inCapitals) || numbered) found.push({ start: word.start, end: word.end });
    }
  }
  return found;
}

function candidatesIn(context: LexicalContext, { start, end }: WrittenText): Candidate[] {
  const { text } = context.parsed;
  if (CLOCK_TIME.test(text.slice(start, end))) {
    return [{ weight: 1, draw: () => everywhere(context, text.slice(start, end), otherTime(context, text.slice(start, end)), start) }];
  }
  const tokens = [...text.slice(start, end).matchAll(/[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*/gu)].map((match) => ({
    word: match[0],
    at: start + match.index,
  }));
  return tokens.flatMap(({ word, at }) => {
    const draw = drawerFor(
      context,
      word,
      tokens.length,
      tokens.some((other) => /\d/.test(other.word)),
    );
    if (draw === null) return [];
    return [
      {
        weight: draw.weight,
        draw: () => {
          const other = draw.draw();
          return other === null ? null : everywhere(context, word, other, at);
        },
      },
    ];
  });
}

/** The same written word in every written text of the response. */
function everywhere(context: LexicalContext, word: string, other: string, at: number): Edit[] | null {
  const { text } = context.parsed;
  const edits: Edit[] = [];
  for (const { start, end } of writtenTexts(context)) {
    for (let from = text.indexOf(word, start); from !== -1 && from + word.length <= end; from = text.indexOf(word, from + word.length)) {
      const whole =
        !IN_WORD_BEFORE.test(text.slice(Math.max(0, from - 2), from)) &&
        !IN_WORD_AFTER.test(text.slice(from + word.length, from + word.length + 4));
      if (whole) edits.push({ start: from, end: from + word.length, text: other, label: 'hallucinated' });
    }
  }
  return edits.some((edit) => edit.start === at) ? edits : null;
}

function drawerFor(
  context: LexicalContext,
  word: string,
  length: number,
  withDigits: boolean,
): { weight: number; draw: () => string | null } | null {
  const { random, mentioned } = context;
  if (/^\d+$/.test(word)) return { weight: 1, draw: () => otherDigits(context, word) };
  if (!/^[A-Za-z]+$/.test(word)) return /^[A-Z0-9]{2,}$/.test(word) ? { weight: 1, draw: () => otherDigits(context, word) } : null;
  const lower = word.toLowerCase();
  const kind = length === 1 && SIGN_WORDS.includes(lower) ? SIGN_WORDS : WRITTEN_WORDS.find((words) => words.includes(lower));
  if (kind !== undefined) {
    const others = kind.filter((other) => other !== lower && !mentioned.has(other));
    return others.length === 0
      ? null
      : {
          weight: 1,
          draw: () => matchCase(random.weighted(others.map((other) => [other, context.weights.weightOf(other)] as const)), word),
        };
  }
  if (withDigits && /^[A-Z]{2,4}$/.test(word)) return { weight: 1, draw: () => otherDigits(context, word) };
  // A word of no known kind is changed where it stands alone or is a name, which common words are not.
  if (
    JOINTS.has(lower) ||
    word.length < 3 ||
    !(length === 1 || (/^[A-Z]/.test(word) && context.weights.spokenCount(lower) < MAX_NAME_COUNT))
  )
    return null;
  // Signs in capitals say things, other single words name them.
  const pool = length === 1 && word === word.toUpperCase() ? SIGN_POOL : WRITTEN_NAMES;
  const names = pool.filter((name) => name !== lower && !mentioned.has(name));
  return { weight: length === 1 ? 1 : 0.3, draw: () => matchCase(random.pick(names), word) };
}

/** Another hour, with the same minutes or with others. */
function otherTime({ random }: LexicalContext, time: string): string {
  const [hours, minutes] = time.split(':') as [string, string];
  const hour = ((Number(hours) - 1 + random.integer(1, 11)) % 12) + 1;
  return `${hour}:${random.chance(0.5) ? minutes : String(random.integer(0, 11) * 5).padStart(2, '0')}`;
}

/** As many digits, other ones, the first no zero unless it was; capitals of a plate become others. */
function otherDigits({ random, parsed }: LexicalContext, word: string): string | null {
  for (let attempt = 0; attempt < 8; attempt += 1) {
    const changed = random.integer(0, word.length - 1);
    const other = [...word]
      .map((character, index) => {
        if (index !== changed && (word.length > 2 || index > changed)) return character;
        if (/\d/.test(character)) return String(random.integer(index === 0 && character !== '0' ? 1 : 0, 9));
        return String.fromCharCode(65 + random.integer(0, 25));
      })
      .join('');
    const year = /^(?:19|20)\d\d$/.test(word) && !/^(?:19|20)\d\d$/.test(other);
    if (other !== word && !year && !parsed.text.includes(other)) return other;
  }
  return null;
}
