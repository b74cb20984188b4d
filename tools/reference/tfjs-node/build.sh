#!/usr/bin/env bash
# Installs @tensorflow/tfjs-node into a folder and compiles its native binding against the TensorFlow of a Python wheel.
#
#   build.sh TENSORFLOW FOLDER
#
# TENSORFLOW is the folder `tensorflow` of a `tensorflow-cpu` wheel, unpacked or installed; it must stay where it is. FOLDER is made; the package is in
# FOLDER/node_modules/@tensorflow/tfjs-node. See README.md.
set -euo pipefail

VERSION=4.22.0
# The newest version of Node-API that tfjs-node knows; every Node that this project runs on has it.
NAPI=8

if [ $# -ne 2 ]; then
  echo "usage: $0 TENSORFLOW FOLDER" >&2
  exit 2
fi
tensorflow=$(realpath "$1")
for file in include/tensorflow/c/eager/c_api.h libtensorflow_cc.so.2 libtensorflow_framework.so.2; do
  if [ ! -e "$tensorflow/$file" ]; then
    echo "$tensorflow has no $file: give the folder 'tensorflow' of a tensorflow-cpu wheel for Linux" >&2
    exit 2
  fi
done
mkdir -p "$2"
cd "$2"

# Without scripts: the package's own would download libtensorflow.
[ -e package.json ] || echo '{ "private": true }' > package.json
npm install --ignore-scripts --no-audit --no-fund "@tensorflow/tfjs-node@$VERSION"
package=$PWD/node_modules/@tensorflow/tfjs-node

# The linker looks for the names that libtensorflow has; the loader then looks for the names that are written inside of the wheel's libraries.
rm -rf "$package/deps"
mkdir -p "$package/deps/lib"
ln -s "$tensorflow/include" "$package/deps/include"
ln -s "$tensorflow/libtensorflow_cc.so.2" "$package/deps/lib/libtensorflow.so"
ln -s "$tensorflow/libtensorflow_framework.so.2" "$package/deps/lib/libtensorflow_framework.so"
ln -s "$tensorflow/libtensorflow_cc.so.2" "$tensorflow/libtensorflow_framework.so.2" "$package/deps/lib/"

# What node-pre-gyp would pass to node-gyp.
npm exec --yes --package=node-gyp@11 -- node-gyp rebuild --directory "$package" -- \
  -Dnapi_build_version=$NAPI -Dmodule_name=tfjs_binding "-Dmodule_path=$package/lib/napi-v$NAPI"
echo "built $package"
