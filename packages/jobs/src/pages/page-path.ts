import { extname, join } from 'node:path';

/** Where a page goes: a file that ends in .html, or `report.html` in a folder. */
export function pagePath(report: string): string {
  return extname(report).toLowerCase() === '.html' ? report : join(report, 'report.html');
}
