/**
 * Draws edits for a person to judge and prints them as JSON lines, without verdicts:
 * `node --conditions=@tldr-rm/source --import tsx scripts/draw-checked-edits.ts SEED > edits.jsonl` from the package's folder.
 * Whoever judges them adds `changesMeaning`, `grammatical` and `note`, and puts the file in the place of `fixtures/checked-edits.jsonl`.
 */
import { loadLexicalEngine } from '../src/lexical';
import { drawEdits } from '../src/lexical/test-support/draw-edits';
import { readCaptions } from '../src/lexical/test-support/read-captions';

const PER_TAXONOMY = 25;

const [seed] = process.argv.slice(2);
if (seed === undefined) {
  console.error('Give a seed: draw-checked-edits.ts SEED');
  process.exit(2);
}
for (const edit of drawEdits(await loadLexicalEngine(), readCaptions(), seed, PER_TAXONOMY)) console.log(JSON.stringify(edit));
