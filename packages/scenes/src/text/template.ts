/** What a slot of a template stands for. `role` names a thing of the fact (x, y, z, s) where the slot is about one. */
export interface Slot {
  name: string;
  role?: Role;
}

/** The things a fact speaks of: the one it is about, up to two references, and a sign. */
export type Role = 'x' | 'y' | 'z' | 's';

/** A sentence with slots: literal text and slots in turn. */
export type Template = readonly (string | Slot)[];

/**
 * Parses `There {is x} {a x}.` into text and slots. A slot is `{name}` or `{name role}`.
 *
 * @throws {Error} if a brace is left over, which is a mistake in the template.
 */
export function parseTemplate(text: string): Template {
  const parts: (string | Slot)[] = [];
  for (const [index, part] of text.split(/\{([^{}]+)\}/).entries()) {
    if (index % 2 === 1) {
      const words = part.split(' ');
      const last = words.at(-1)!;
      const role = words.length > 1 && isRole(last) ? last : undefined;
      parts.push({ name: role === undefined ? part : words.slice(0, -1).join(' '), ...(role === undefined ? {} : { role }) });
    } else if (part !== '') {
      if (/[{}]/.test(part)) throw new Error(`unbalanced brace in the template "${text}"`);
      parts.push(part);
    }
  }
  return parts;
}

/** Parses a list of templates, so that they are read once, when the module loads. */
export function parseTemplates(texts: readonly string[]): readonly Template[] {
  return texts.map(parseTemplate);
}

function isRole(word: string): word is Role {
  return word === 'x' || word === 'y' || word === 'z' || word === 's';
}
