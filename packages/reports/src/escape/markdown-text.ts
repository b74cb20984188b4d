import { terminalText } from './terminal-text';

/** A text that others wrote as text within a line of Markdown (CommonMark and GitHub's), such as a cell or a heading: it makes no markup, cell or link. */
export function markdownInline(text: string): string {
  return terminalText(text.replace(/\s+/g, ' ').trim())
    .replace(/[\\|`*_[\]~$]/g, '\\$&')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('://', '\\://')
    .replace(/\bwww\./gi, (prefix) => `${prefix.slice(0, -1)}\\.`)
    .replace(/#$/, '\\#');
}

/** The same as a paragraph of its own: its beginning makes no heading, list or rule either. */
export function markdownText(text: string): string {
  return markdownInline(text)
    .replace(/^[#+=-]/, '\\$&')
    .replace(/^(\d+)([.)])/, '$1\\$2');
}
