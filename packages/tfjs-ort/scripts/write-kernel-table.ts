// Writes the table of supported kernels into README.md. In this package's folder:
//
//   node --conditions=@tldr-rm/source --import tsx scripts/write-kernel-table.ts
import { readFileSync, writeFileSync } from 'node:fs';
import '../src';
import { withKernelTable } from '../src/kernel-table';

const readme = new URL('../README.md', import.meta.url);
writeFileSync(readme, withKernelTable(readFileSync(readme, 'utf8')));
