import { readFileSync } from 'node:fs';
import { TAXONOMIES } from '@tldr-rm/schema';
import { describe, expect, it } from 'vitest';
import { loadLexicalEngine } from './load-lexical-engine';
import { type DrawnEdit, drawEdits } from './test-support/draw-edits';
import { readCaptions } from './test-support/read-captions';

/** An edit with the verdict of a person who read it. */
interface CheckedEdit extends DrawnEdit {
  /** Whether the text is false now, in the way its taxonomy says. */
  changesMeaning: boolean;
  grammatical: boolean;
  note: string;
}

const PER_TAXONOMY = 25;

const checked: CheckedEdit[] = readFileSync(new URL('../../fixtures/checked-edits.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));

function share(edits: readonly CheckedEdit[], verdict: 'changesMeaning' | 'grammatical'): number {
  return edits.filter((edit) => edit[verdict]).length / edits.length;
}

describe('the edits that were checked by hand', () => {
  it('are the ones that the engine makes', async () => {
    const drawn = drawEdits(await loadLexicalEngine(), readCaptions(), checked[0]!.seed, PER_TAXONOMY);
    expect(checked.map(({ changesMeaning: _, grammatical: __, note: ___, ...edit }) => edit)).toEqual(drawn);
    expect(checked).toHaveLength(PER_TAXONOMY * TAXONOMIES.length);
  });

  it('change the meaning as intended in at least 95 %, and are grammatical in at least 97 %', () => {
    for (const taxonomy of TAXONOMIES) {
      const edits = checked.filter((edit) => edit.taxonomy === taxonomy);
      console.info(`${taxonomy}: ${share(edits, 'changesMeaning')} change the meaning, ${share(edits, 'grammatical')} are grammatical`);
    }
    console.info(`all: ${share(checked, 'changesMeaning')} change the meaning, ${share(checked, 'grammatical')} are grammatical`);
    expect(share(checked, 'changesMeaning')).toBeGreaterThanOrEqual(0.95);
    expect(share(checked, 'grammatical')).toBeGreaterThanOrEqual(0.97);
  });
});
