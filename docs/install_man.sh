#!/bin/sh
# Install a manual page under its own name: suivi.1 in each language's folder.
set -eu
target=$MESON_INSTALL_DESTDIR_PREFIX/share/man/$2
mkdir -p "$target"
cp "$MESON_BUILD_ROOT/docs/suivi.$1.1" "$target/suivi.1"
