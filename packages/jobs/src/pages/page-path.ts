import { extname, join } from 'node:path';

/** Where a page is written: a file that ends in .html, or `report.html` in a folder. */
export function pagePath(out: string): string {
  return extname(out).toLowerCase() === '.html' ? out : join(out, 'report.html');
}
