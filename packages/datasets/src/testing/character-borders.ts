/** UTF-16 offsets between the whole characters (code points) of a text, its ends included. */
export function characterBorders(text: string): number[] {
  let offset = 0;
  return [0, ...Array.from(text, (character) => (offset += character.length))];
}
