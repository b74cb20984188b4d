// What only the tree needs is left out of a packed package.json. Given to pnpm when packing and at no other time, so that it is no part of what the lockfile stands for.
const TREE_ONLY = '@tldr-rm/source';

module.exports = {
  hooks: {
    beforePacking({ scripts: _scripts, devDependencies: _devDependencies, ...manifest }) {
      return { ...manifest, exports: withoutSources(manifest.exports) };
    },
  },
};

function withoutSources(target) {
  if (typeof target !== 'object' || target === null) return target;
  const kept = Object.entries(target).filter(([condition]) => condition !== TREE_ONLY);
  return Object.fromEntries(kept.map(([condition, value]) => [condition, withoutSources(value)]));
}
