import { indefiniteArticle } from '@tldr-rm/scenes';
import { withCaseOf } from './context';
import type { Edit } from './edit';

/** Longest stretch between the start of an article and the word it stands before: "an", white space, a quotation mark. */
const REACH = 8;
const ARTICLE_BEFORE = /(?:^|[^A-Za-z'’])(an?)\s+["'“‘(]?$/i;

/** Changes "a" to "an" or back before words that edits changed. The repaired articles are labelled `ignore`. */
export function repairArticles(text: string, edits: readonly Edit[]): Edit[] {
  const repairs: Edit[] = [];
  for (const edit of edits) {
    const from = Math.max(0, edit.start - REACH);
    const found = ARTICLE_BEFORE.exec(text.slice(from, edit.start));
    if (found === null || edit.text === '') continue;
    const article = found[1]!;
    const wanted = indefiniteArticle(edit.text);
    if (article.toLowerCase() === wanted) continue;
    const start = from + found.index + found[0].toLowerCase().indexOf(article.toLowerCase());
    const end = start + article.length;
    if (edits.some((other) => other.start < end && start < other.end)) continue;
    const upper = article.length > 1 && article === article.toUpperCase();
    const repair: Edit = {
      start,
      end,
      text: upper || isUpper(edit.text, article) ? wanted.toUpperCase() : withCaseOf(wanted, article),
      label: 'ignore',
    };
    if (edit.taxonomy !== undefined) repair.taxonomy = edit.taxonomy;
    repairs.push(repair);
  }
  return [...edits, ...repairs];
}

/** A capital "A" before a word in capitals is in capitals too. */
function isUpper(word: string, article: string): boolean {
  return article === 'A' && /[A-Z]{2}/.test(word) && word === word.toUpperCase();
}
