/** Packs every public package into a folder and prints what is wrong with the tarballs: `node --import tsx tools/publish/src/pack.ts [FOLDER]`. */
import { join } from 'node:path';
import { checkTarballs } from './check-tarballs';
import { packPackages } from './pack-packages';
import { REPOSITORY } from './public-packages';

const folder = process.argv[2] ?? join(REPOSITORY, 'runs', 'packed');
const packed = await packPackages(folder);
const problems = await checkTarballs(packed);
for (const problem of problems) process.stderr.write(`${problem}\n`);
process.stdout.write(`${packed.length} packages in ${folder}, ${problems.length} problems\n`);
if (problems.length > 0) process.exitCode = 1;
