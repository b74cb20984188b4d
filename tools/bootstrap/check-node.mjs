/**
 * What is wrong with a version of Node.js, or null if it will do.
 *
 * @param {string} version such as `20.19.0`.
 * @param {string} range as in package.json: `>=20.19`.
 */
export function nodeProblem(version, range) {
  const [wantedMajor, wantedMinor = 0] = range.replace(/^>=/, '').split('.').map(Number);
  const [major, minor] = version.split('.').map(Number);
  if (major > wantedMajor || (major === wantedMajor && minor >= wantedMinor)) return null;
  return `Node.js ${wantedMajor}.${wantedMinor} or newer is needed; this is ${version}. Install a newer one from https://nodejs.org and try again.`;
}
