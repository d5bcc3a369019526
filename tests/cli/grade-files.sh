# What grade-files.test calls.
F=$FIXTURES/grades/files
clean() { cp clean.db "$DB"; }
# the marks or codes of UE3 after an import into a clean file, and its exit status
marks() {
	clean
	suivi import grades "$@" --unit UE3 -q >/dev/null 2>said
	status=$?
	found=$(suivi list grades --unit UE3 --json | sed -nE 's/.*"mark":(null|[0-9.]+),"code":(null|"[^"]*").*/\1 \2/p' | sed -E 's/ ?null ?//; s/\.?0*$//; s/^$/0/')
	echo ${found:--} = $status
}
# one column of that name with these marks of 00123 and 00124
titled() {
	printf 'Matricule;Nom;%s\n00123;Lefèvre;%s\n00124;Maes;%s\n' "$1" "$2" "$3" >t.csv
	title=$1
	shift 3
	echo "$title: $(marks t.csv --activity AA1 "$@")"
}
