/* Invented names. See names.h. */
#include "tests/bench/names.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

/* Every accented letter of a syllable with the one an address has in its place. */
static const struct {
	const char *name, *plain;
} openings[] = {
	{"Da", "da"}, {"Bré", "bre"}, {"Ker", "ker"}, {"Van L", "vanl"}, {"Çe", "ce"}, {"Mo", "mo"},
	{"Le F", "lef"}, {"Sø", "so"}, {"Wil", "wil"}, {"Nü", "nu"}, {"De V", "dev"}, {"Hu", "hu"},
	{"Gra", "gra"}, {"Pê", "pe"}, {"Lau", "lau"}, {"Zi", "zi"}, {"O’R", "or"}, {"Jo", "jo"},
	{"Šte", "ste"}, {"Ty", "ty"}, {"Abe", "abe"}, {"Rou", "rou"}, {"D’Ha", "dha"}, {"Qui", "qui"},
}, middles[] = {
	{"ri", "ri"}, {"mé", "me"}, {"no", "no"}, {"la", "la"}, {"vè", "ve"}, {"su", "su"},
	{"do", "do"}, {"gî", "gi"}, {"pa", "pa"}, {"ché", "che"}, {"ta", "ta"}, {"bo", "bo"},
	{"fi", "fi"}, {"lœ", "loe"}, {"ra", "ra"}, {"ko", "ko"}, {"nï", "ni"}, {"se", "se"},
}, endings[] = {
	{"n", "n"}, {"rt", "rt"}, {"lle", "lle"}, {"ens", "ens"}, {"x", "x"}, {"ck", "ck"},
	{"rd", "rd"}, {"ñez", "nez"}, {"s", "s"}, {"ux", "ux"}, {"tte", "tte"}, {"nck", "nck"},
}, firsts[] = {
	{"Zoé", "zoe"}, {"Noël", "noel"}, {"Aïcha", "aicha"}, {"Søren", "soren"}, {"Inès", "ines"},
	{"Bram", "bram"}, {"Chloé", "chloe"}, {"Dario", "dario"}, {"Elif", "elif"}, {"Félix", "felix"},
	{"Gaëlle", "gaelle"}, {"Hugo", "hugo"}, {"Imane", "imane"}, {"Jules", "jules"},
	{"Khadija", "khadija"}, {"Léa", "lea"}, {"Milan", "milan"}, {"Nora", "nora"},
	{"Océane", "oceane"}, {"Pieter", "pieter"}, {"Rémi", "remi"}, {"Sacha", "sacha"},
	{"Théo", "theo"}, {"Ugo", "ugo"}, {"Victoire", "victoire"}, {"Wout", "wout"},
	{"Yasmine", "yasmine"}, {"Anaïs", "anais"}, {"Björn", "bjorn"}, {"Maëlys", "maelys"},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* The splitmix64 sequence: a good hash of a counter. */
static uint64_t mix(uint64_t x)
{
	x += 0x9e3779b97f4a7c15;
	x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9;
	x = (x ^ (x >> 27)) * 0x94d049bb133111eb;
	return x ^ (x >> 31);
}

void invent(long i, struct invented *ret)
{
	uint64_t bits = mix((uint64_t)i);
	size_t opening = bits % COUNT(openings), middle = (bits >> 8) % COUNT(middles);
	size_t again = (bits >> 16) % COUNT(middles), ending = (bits >> 24) % COUNT(endings);
	size_t first = (bits >> 32) % COUNT(firsts);
	bool longer = bits >> 40 & 1;

	(void)snprintf(ret->matricule, sizeof ret->matricule, "%08ld", i + 1);
	(void)snprintf(ret->last_name, sizeof ret->last_name, "%s%s%s%s", openings[opening].name,
		middles[middle].name, longer ? middles[again].name : "", endings[ending].name);
	(void)snprintf(ret->first_name, sizeof ret->first_name, "%s", firsts[first].name);
	(void)snprintf(ret->email, sizeof ret->email, "%s.%s%s%s%s.%ld@example.org",
		firsts[first].plain, openings[opening].plain, middles[middle].plain,
		longer ? middles[again].plain : "", endings[ending].plain, i + 1);
	(void)snprintf(ret->birth_date, sizeof ret->birth_date, "%04d-%02d-%02d",
		1995 + (int)(bits >> 48 & 7), 1 + (int)((bits >> 51) % 12),
		1 + (int)((bits >> 56) % 28));
	(void)snprintf(ret->group, sizeof ret->group, "G%03ld", 1 + i / 30 % 200);
}
