#!/bin/sh
# What the shells of a person still need to find what was installed: one line,
# or none. usage: missing.sh PREFIX
set -eu
prefix=$1 needs=
case :$PATH: in
*:"$prefix/bin":*) ;;
*) needs="export PATH=\"$prefix/bin:\$PATH\"" ;;
esac
functions=$prefix/share/zsh/site-functions
# shellcheck disable=SC2016 # zsh expands it
if command -v zsh >/dev/null && ! timeout 10 zsh -ic 'print -rl -- $fpath' 2>/dev/null </dev/null |
	grep -qxF "$functions"; then
	needs="${needs:+$needs; }in ~/.zshrc, before compinit: fpath=(\"$functions\" \$fpath)"
fi
[ -z "$needs" ] || printf 'your shell still needs: %s\n' "$needs" >&2
