import type { Random } from '@tldr-rm/random';
import type { Claim, SceneEntity, SceneSign } from '@tldr-rm/schema';
import { indefiniteArticle, NUMBER_WORDS, nounForm, SIZE_WORDS } from './grammar';
import { NUMBER_SHARES } from './number-shares';
import type { Slot, Template } from './template';

/** What the roles of a template are filled with. `value` is the relation, position, rank or size that the fact asserts. */
export interface Bindings {
  x?: SceneEntity;
  y?: SceneEntity;
  z?: SceneEntity;
  s?: SceneSign;
  /** A noun of something that is not in the picture. */
  absent?: string;
  value?: string;
  /** What a question to be answered with yes or no proposes: a value or a colour, true or not. */
  asked?: string;
}

/** A text with the claims it makes. */
export interface WrittenText {
  text: string;
  claims: Claim[];
}

/** What a prompt already says; an answer's claims about it are marked as given. Keys are `noun:e1`, `colour:e1`, `value`. */
export type Given = ReadonlySet<string>;

type ClaimKind = Claim['kind'];

/** The word for a relation, position or comparison, by slot name and value. */
export const VALUE_WORDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  side: { left: 'left', right: 'right' },
  over: { above: 'above', below: 'below' },
  high: { above: 'higher', below: 'lower' },
  up: { above: 'up', below: 'down' },
  end: { top: 'top', bottom: 'bottom' },
  larger: { larger: 'larger', smaller: 'smaller' },
  rank: { leftmost: 'leftmost', middle: 'middle', rightmost: 'rightmost' },
  between: { between: 'between' },
};

export const VALUE_KINDS: Readonly<Record<string, ClaimKind>> = {
  side: 'relation',
  over: 'relation',
  high: 'relation',
  up: 'relation',
  end: 'position',
  larger: 'size',
  rank: 'position',
  between: 'relation',
};

/**
 * Fills the slots of a template. The first letter of the text is made upper case.
 *
 * Slots: `{a x}` "a dog", "three dogs" or "some dogs"; `{the x}`; `{noun x}`; `{nouns x}` always plural; `{is x}`; `{it is x}`; `{colour x}`; `{size x}`;
 * `{count x}`; `{a colour x}` "a red dog"; `{a size x}`; `{exists x}` "a dog" as a claim that it is there; `{board s}`, `{a board s}` colour of a sign's
 * board; `{word s}`; `{an absent}`, `{no absent}`; words for the fact's value: `{side}`, `{over}`, `{high}`, `{up}`, `{end}`, `{larger}`, `{rank}`,
 * `{between}`. In questions `{asked side}`, `{asked colour}` and the like propose something, and `{yes x}`, `{no}`, `{yes side}`, `{yes colour x}` answer.
 */
export function writeTemplate(template: Template, bindings: Bindings, random: Random, given?: Given): WrittenText {
  const writer = new TemplateWriter(bindings, random, given);
  for (const part of template) {
    if (typeof part === 'string') writer.literal(part);
    else writer.slot(part);
  }
  return writer.finish();
}

/** What the slots of a prompt's template say, so that answers can mark it as given. */
export function givenBy(template: Template, bindings: Bindings): Given {
  const given = new Set<string>();
  for (const part of template) {
    if (typeof part === 'string') continue;
    if (part.role !== undefined) {
      const id = bindings[part.role]!.id;
      if (part.name === 'word') given.add(`word:${id}`);
      else if (part.name === 'a board' || part.name === 'board') given.add(`colour:${id}`);
      else if (part.name === 'colour') given.add(`colour:${id}`);
      else if (part.name === 'size') given.add(`size:${id}`);
      else given.add(`noun:${id}`);
    } else if (part.name in VALUE_WORDS) given.add('value');
  }
  return given;
}

class TemplateWriter {
  private text = '';
  private readonly claims: Claim[] = [];

  constructor(
    private readonly bindings: Bindings,
    private readonly random: Random,
    private readonly given: Given = new Set(),
  ) {}

  literal(text: string): void {
    this.text += text;
  }

  finish(): WrittenText {
    return { text: this.text.charAt(0).toUpperCase() + this.text.slice(1), claims: this.claims };
  }

  slot({ name, role }: Slot): void {
    if (role === undefined) this.valueSlot(name);
    else if (role === 's') this.signSlot(name, this.bindings.s!);
    else this.entitySlot(name, this.bindings[role]!);
  }

  private entitySlot(name: string, entity: SceneEntity): void {
    const count = entity.boxes.length;
    switch (name) {
      case 'a':
        this.determiner(entity, nounForm(entity.noun, count));
        this.noun(entity);
        break;
      case 'a colour':
        this.determiner(entity, entity.colour!);
        this.colour(entity.id, entity.colour!);
        this.literal(' ');
        this.noun(entity);
        break;
      case 'a size': {
        const word = this.random.pick(SIZE_WORDS[entity.size as 'small' | 'large']);
        this.determiner(entity, word);
        this.size(entity, word);
        this.literal(' ');
        this.noun(entity);
        break;
      }
      case 'the':
        this.literal('the ');
        this.noun(entity);
        break;
      case 'noun':
        this.noun(entity);
        break;
      case 'nouns':
        this.noun(entity, 2);
        break;
      case 'is':
        this.literal(count === 1 ? 'is' : 'are');
        break;
      case 'it is':
        this.literal(count === 1 ? 'it is' : 'they are');
        break;
      case 'colour':
        this.colour(entity.id, entity.colour!);
        break;
      case 'size':
        this.size(entity, this.random.pick(SIZE_WORDS[entity.size as 'small' | 'large']));
        break;
      case 'count':
        this.claim('count', NUMBER_WORDS[count]!, String(count), entity.id, `count:${entity.id}`);
        break;
      case 'exists': {
        const start = this.text.length;
        this.literal(count === 1 ? `${indefiniteArticle(entity.noun)} ` : 'some ');
        this.noun(entity);
        this.claims.push({ start, end: this.text.length, kind: 'existence', subject: entity.id, value: entity.noun });
        break;
      }
      case 'yes colour':
        this.claim('colour', this.bindings.asked === entity.colour ? 'yes' : 'no', entity.colour!, entity.id, '');
        break;
      case 'yes':
        this.claim('existence', 'yes', entity.noun, entity.id, '');
        break;
      default:
        throw new Error(`unknown slot {${name}} about an object`);
    }
  }

  private signSlot(name: string, sign: SceneSign): void {
    switch (name) {
      case 'word':
        this.claim('word', sign.word, sign.word, sign.id, `word:${sign.id}`);
        break;
      case 'board':
        this.colour(sign.id, sign.colour);
        break;
      case 'a board':
        this.literal(`${indefiniteArticle(sign.colour)} `);
        this.colour(sign.id, sign.colour);
        break;
      default:
        throw new Error(`unknown slot {${name}} about a sign`);
    }
  }

  private valueSlot(name: string): void {
    const { absent, asked } = this.bindings;
    if (name === 'an absent') this.literal(`${indefiniteArticle(absent!)} ${absent}`);
    else if (name === 'no absent') this.claim('existence', `no ${absent}`, `no ${absent}`, undefined, '');
    else if (name === 'no') this.claim('existence', 'no', `no ${absent}`, undefined, '');
    else if (name === 'asked colour') this.literal(asked!);
    else if (name.startsWith('asked ')) this.literal(VALUE_WORDS[name.slice('asked '.length)]![asked!]!);
    else if (name.startsWith('yes ')) this.value(name.slice('yes '.length), asked === this.bindings.value ? 'yes' : 'no');
    else this.value(name);
  }

  /** Writes the word for the fact's value, or another word that claims the same. */
  private value(name: string, word?: string): void {
    const { x, y, z, value = name } = this.bindings;
    const kind = VALUE_KINDS[name];
    const usual = VALUE_WORDS[name]?.[value];
    if (kind === undefined || usual === undefined) throw new Error(`unknown slot {${name}}`);
    const references = [y, z].flatMap((reference) => (reference === undefined ? [] : [reference.id]));
    const about = references.length === 0 ? { kind: 'position' as const } : { kind, references };
    const start = this.text.length;
    this.text += word ?? usual;
    this.claims.push({
      start,
      end: this.text.length,
      subject: x!.id,
      ...about,
      value,
      ...(this.given.has('value') ? { given: true } : {}),
    });
  }

  /** "a ", "some ", or the number with its claim. A single thing is "one" about as often as groups are "two" or "three". */
  private determiner(entity: SceneEntity, nextWord: string): void {
    const count = entity.boxes.length;
    if (!this.random.chance(NUMBER_SHARES[count]!)) {
      this.literal(count === 1 ? `${indefiniteArticle(nextWord)} ` : 'some ');
    } else {
      this.claim('count', NUMBER_WORDS[count]!, String(count), entity.id, `count:${entity.id}`);
      this.literal(' ');
    }
  }

  private noun(entity: SceneEntity, count = entity.boxes.length): void {
    this.claim('object', nounForm(entity.noun, count), entity.noun, entity.id, `noun:${entity.id}`);
  }

  private colour(id: string, colour: string): void {
    this.claim('colour', colour, colour, id, `colour:${id}`);
  }

  private size(entity: SceneEntity, word: string): void {
    this.claim('size', word, entity.size, entity.id, `size:${entity.id}`);
  }

  private claim(kind: ClaimKind, word: string, value: string, subject: string | undefined, key: string): void {
    const start = this.text.length;
    this.text += word;
    const about = subject === undefined ? {} : { subject };
    this.claims.push({ start, end: this.text.length, kind, ...about, value, ...(this.given.has(key) ? { given: true } : {}) });
  }
}
