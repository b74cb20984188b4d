import type { Reproduction, ReproductionTable } from './reproduction';

/** The report as Markdown. */
export function renderReproduction({ detector, pictures, responses, seed, seconds, tables }: Reproduction): string {
  const total = Object.values(seconds).reduce((sum, each) => sum + each, 0);
  return `# TLDR at the scale of drawn scenes

Detector \`${detector}\`, ${responses} responses about ${pictures} pictures of the test split, seed ${seed}. Auditing and evaluating took ${Math.round(total)} s.
Figures of the paper are those of its PaliGemma model (arXiv 2410.04734); "reported, unverified" marks those to be checked before they are cited.

${tables.map(renderTable).join('\n')}`;
}

function renderTable({ claim, title, note, comparable, textColumns, rows }: ReproductionTable): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const [head, ...body] = rows;
  const rule = head!.map((_, column) => (column < textColumns ? '---' : '---:'));
  return `## ${title} (claim ${claim})\n\n${note}\n\n${[head!, rule, ...body].map(line).join('\n')}\n\n${comparable}\n`;
}
