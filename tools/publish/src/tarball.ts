import { readFile } from 'node:fs/promises';
import { createPackageFromTarballData } from '@arethetypeswrong/core';
import type { PackageManifest } from './package-manifest';

/** What a tarball holds. */
export interface Tarball {
  readonly manifest: PackageManifest;
  /** Paths in the package, as `dist/index.js`. */
  readonly files: readonly string[];
  /** The text of one of `files`. */
  read(file: string): string;
}

/** Reads a tarball that npm could install. */
export async function readTarball(path: string): Promise<Tarball> {
  const unpacked = createPackageFromTarballData(new Uint8Array(await readFile(path)));
  const root = `/node_modules/${unpacked.packageName}/`;
  const read = (file: string) => unpacked.readFile(`${root}${file}`);
  return { manifest: JSON.parse(read('package.json')), files: unpacked.listFiles().map((file) => file.slice(root.length)), read };
}
