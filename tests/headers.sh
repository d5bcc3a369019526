#!/bin/sh
# Every header compiles alone. usage: headers.sh SOURCE BUILD
set -eu
source=$1 build=$2
bad=0 good=0
cd "$source"
for header in db/*.h core/*.h tui/*.h cli/*.h; do
	if ${CC:-cc} -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Werror -fsyntax-only \
		-I. -I"$build/db" -include "$header" -x c /dev/null; then
		good=$((good + 1))
	else
		echo "$header does not compile alone" >&2
		bad=$((bad + 1))
	fi
done
echo "$good passed, $bad failed"
[ "$bad" -eq 0 ]
