/** The parts of a `tokenizer.json` that say whether words are tokenized one by one. */
export interface TokenizerRules {
  normalizer?: Rule | null;
  pre_tokenizer?: Rule | null;
  added_tokens: { content: string; special?: boolean; lstrip?: boolean; rstrip?: boolean; single_word?: boolean }[];
  model: { type?: string; dropout?: number | null; vocab: Record<string, number> | [string, number][] };
}

interface Rule {
  type: string;
  normalizers?: Rule[];
  pretokenizers?: Rule[];
  pattern?: { String?: string; Regex?: string };
  use_regex?: boolean;
  split?: boolean;
}

/** Normalizers that look at no more than a character and the marks on it, or only at the ends of a text. */
const LOCAL_NORMALIZERS: ReadonlySet<string> = new Set([
  'NFC',
  'NFD',
  'NFKC',
  'NFKD',
  'Lowercase',
  'StripAccents',
  'BertNormalizer',
  'Precompiled',
  'Prepend',
  'Strip',
]);
/** What `Replace` may look for: a space, which becomes `▁`, or runs of them, which hold no single space. */
const REPLACED: ReadonlySet<string | undefined> = new Set([' ', ' {2,}']);
const WHITE_SPACE_SPLITTERS: ReadonlySet<string> = new Set(['BertPreTokenizer', 'Whitespace', 'WhitespaceSplit']);
/** Pre-tokenizers that cut further, and never join. */
const REFINERS: ReadonlySet<string> = new Set(['ByteLevel', 'Metaspace', 'Digits', 'Punctuation']);

const CONTRACTIONS = "(?i:'s|'t|'re|'ve|'m|'ll|'d)";
const TIKTOKEN_CONTRACTIONS = "('s|'S|'t|'T|'re|'rE|'Re|'RE|'ve|'vE|'Ve|'VE|'m|'M|'ll|'lL|'Ll|'LL|'d|'D)";
const CAMEL_CASE = [
  '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+',
  '[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*',
];

/**
 * Alternatives of the patterns that cut a text into pieces (GPT-2, GPT-4, GPT-4o, Llama 3, Qwen, and our own). In all of them a space that is not part of
 * a run can only come first, so a piece never reaches from one word over a space into the next.
 */
const WORD_ALTERNATIVES: ReadonlySet<string> = new Set([
  ...["'s", "'t", "'re", "'ve", "'m", "'ll", "'d", CONTRACTIONS, "['’](?i:s|t|re|ve|m|ll|d)(?![\\p{L}\\p{M}\\p{N}])"],
  ...[' ?\\p{L}+', ' ?[\\p{L}\\p{M}]+', '[^\\r\\n\\p{L}\\p{N}]?\\p{L}+', '[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+'],
  ...CAMEL_CASE.flatMap((letters) => [letters, `${letters}${CONTRACTIONS}?`, `${letters}${TIKTOKEN_CONTRACTIONS}?`]),
  ...[' ?\\p{N}+', ' ?\\p{N}', '\\p{N}', '\\p{N}{1,3}'],
  ...[' ?[^\\s\\p{L}\\p{N}]+', ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*', ' ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*', ' ?[^\\s\\p{L}\\p{M}\\p{N}]'],
  ...['\\s*[\\r\\n]+', '\\s*[\\r\\n]', '\\s+(?!\\S)', '\\s+'],
]);

/**
 * Whether a tokenizer gives the same tokens when a text is cut at the places of {@link cutWords}. True only where its rules show it: every normalizer and
 * pre-tokenizer must be known, and either the pre-tokenizer cuts there or no token of the vocabulary reaches across.
 */
export function tokenizesWordsApart(rules: TokenizerRules): boolean {
  const { model, added_tokens } = rules;
  if (typeof model.dropout === 'number' && model.dropout > 0) return false;
  if (!flatten(rules.normalizer, 'normalizers').every(isLocal)) return false;
  const reachesOut = added_tokens.some(
    (token) => token.special !== true && (token.lstrip || token.rstrip || token.single_word || /\s/.test(token.content)),
  );
  if (reachesOut) return false;
  const preTokenizers = flatten(rules.pre_tokenizer, 'pretokenizers');
  if (preTokenizers.some(cutsAtWords)) return preTokenizers.every((rule) => cutsAtWords(rule) || REFINERS.has(rule.type));
  return preTokenizers.length === 0 && hasNoTokenAcrossWords(model);
}

function flatten(rule: Rule | null | undefined, members: 'normalizers' | 'pretokenizers'): Rule[] {
  if (rule === null || rule === undefined) return [];
  return rule.type === 'Sequence' ? (rule[members] ?? []).flatMap((member) => flatten(member, members)) : [rule];
}

function isLocal({ type, pattern }: Rule): boolean {
  return LOCAL_NORMALIZERS.has(type) || (type === 'Replace' && REPLACED.has(pattern?.String ?? pattern?.Regex));
}

function cutsAtWords({ type, pattern, use_regex, split }: Rule): boolean {
  if (WHITE_SPACE_SPLITTERS.has(type)) return true;
  if (type === 'ByteLevel') return use_regex !== false;
  if (type === 'Metaspace') return split !== false;
  return type === 'Split' && pattern?.Regex !== undefined && alternatives(pattern.Regex).every((part) => WORD_ALTERNATIVES.has(part));
}

/** The alternatives of a pattern: what stands between `|` outside of brackets. */
function alternatives(pattern: string): string[] {
  const parts = [''];
  let depth = 0;
  for (const [atom] of pattern.matchAll(/\\.|./gsu)) {
    if (atom === '(' || atom === '[') depth += 1;
    if (atom === ')' || atom === ']') depth -= 1;
    if (atom === '|' && depth === 0) parts.push('');
    else parts[parts.length - 1] += atom;
  }
  return parts;
}

function hasNoTokenAcrossWords({ type, vocab }: TokenizerRules['model']): boolean {
  if (type !== 'BPE' && type !== 'Unigram') return false;
  const tokens = Array.isArray(vocab) ? vocab.map(([token]) => token) : Object.keys(vocab);
  return tokens.includes('▁') && !tokens.some((token) => /[^▁]▁/.test(token) || /\S /.test(token));
}

/**
 * Cuts a text before every single space between a visible ASCII character and an ASCII letter. The pieces make up the text; all but the first begin with
 * that space.
 */
export function cutWords(text: string): string[] {
  const pieces: string[] = [];
  let start = 0;
  for (let space = text.indexOf(' ', 1); space !== -1; space = text.indexOf(' ', space + 1)) {
    if (!isVisibleAscii(text.charCodeAt(space - 1)) || !isAsciiLetter(text.charCodeAt(space + 1))) continue;
    pieces.push(text.slice(start, space));
    start = space;
  }
  pieces.push(text.slice(start));
  return pieces;
}

function isVisibleAscii(unit: number): boolean {
  return unit > 0x20 && unit < 0x7f;
}

function isAsciiLetter(unit: number): boolean {
  return (unit >= 0x61 && unit <= 0x7a) || (unit >= 0x41 && unit <= 0x5a);
}
