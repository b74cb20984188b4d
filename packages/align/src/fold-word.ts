const PLAIN = /^[a-z]+$/;
const INVISIBLE = /\p{Cf}|\p{Variation_Selector}/gu;
const APOSTROPHES = /[‘’‛ʼ′`´＇]/gu;
const QUOTES = /[“”„‟«»″〝〞＂]/gu;
const DASHES = /[\p{Pd}−]/gu;
const THOUSANDS = /(?<=^\D{0,2}\d{1,3}(?:,\d{3})*),(?=\d{3}(?!\d))/g;

/** What two spellings of a word have in common: neither case, Unicode form, style of quotes and dashes, nor commas in thousands say anything about a picture. */
export function foldWord(word: string): string {
  if (PLAIN.test(word)) return word;
  const folded = word.normalize('NFKC').toLowerCase().normalize('NFKC').replace(INVISIBLE, '');
  const plain = folded.replace(APOSTROPHES, "'").replace(QUOTES, '"').replace(DASHES, '-').replace('⁄', '/');
  return plain.replace(/^\+(?=\d)/, '').replace(THOUSANDS, '');
}
