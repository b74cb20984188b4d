module.exports = {
  hooks: {
    beforePacking(manifest) {
      delete manifest.scripts;
      return manifest;
    },
  },
};
