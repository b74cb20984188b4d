import { indefiniteArticle } from '@tldr-rm/scenes';
import { withCaseOf } from './context';
import type { Edit } from './edit';

/** Changes "a" to "an" or back before words that edits changed. The repaired articles are labelled `ignore`. */
export function repairArticles(text: string, edits: readonly Edit[]): Edit[] {
  const repairs: Edit[] = [];
  for (const edit of edits) {
    const found = /(?:^|[^A-Za-z])(an?) $/i.exec(text.slice(Math.max(0, edit.start - 4), edit.start));
    if (found === null || edit.text === '') continue;
    const article = found[1]!;
    const wanted = indefiniteArticle(edit.text);
    if (article.toLowerCase() === wanted) continue;
    const start = edit.start - 1 - article.length;
    repairs.push({ start, end: start + article.length, text: withCaseOf(wanted, article), label: 'ignore' });
  }
  return [...edits, ...repairs];
}
