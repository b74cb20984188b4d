import { OBJECT_CLASSES, type ObjectClass, RECOGNISED_ONLY } from './object-classes';

/** A thing with what it can be exchanged for. */
export interface Thing {
  noun: string;
  objectClass: ObjectClass;
  /** What may replace it: the nouns of its class that are neither in a group with it nor, being written nowhere, only understood. */
  others: readonly string[];
}

const BY_NOUN = new Map<string, Thing[]>();
const COMPOUND_LENGTHS = new Map<string, number>();
for (const objectClass of OBJECT_CLASSES) {
  const nouns = objectClass.things.flat();
  for (const group of objectClass.things) {
    for (const noun of group) {
      const alike = new Set(objectClass.things.filter((other) => other.includes(noun)).flat());
      const others = nouns.filter((other) => !alike.has(other) && !RECOGNISED_ONLY.has(other));
      BY_NOUN.set(noun, [...(BY_NOUN.get(noun) ?? []), { noun, objectClass, others }]);
      const words = noun.split(' ');
      const last = words.at(-1)!;
      COMPOUND_LENGTHS.set(last, Math.max(COMPOUND_LENGTHS.get(last) ?? 1, words.length));
    }
  }
}

/** What is known of a noun (its singular, or its plural if it has no singular), in each of its meanings. */
export function thingsOf(noun: string): readonly Thing[] {
  return BY_NOUN.get(noun) ?? [];
}

/** Whether the classes have the noun. */
export function isKnownNoun(noun: string): boolean {
  return BY_NOUN.has(noun);
}

/** How many words the longest known compound has that ends in the word. */
export function longestCompound(lastWord: string): number {
  return COMPOUND_LENGTHS.get(lastWord) ?? 1;
}
