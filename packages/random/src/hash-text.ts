/**
 * 32-bit hash of a text (FNV-1a over UTF-16 units with the finalizer of MurmurHash3), unsigned. Stable: splits and seeds depend on it.
 */
export function hashText(text: string, seed = 0): number {
  let hash = fnv1a(text, seed);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}

/** 32-bit FNV-1a over UTF-16 units, signed: texts that differ in their last letter alone have hashes close to each other. */
export function fnv1a(text: string, seed = 0): number {
  let hash = 0x811c9dc5 ^ seed;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}
