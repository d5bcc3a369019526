/*
 * Where the manual and the other pages for people stand on this machine.
 */
#ifndef SUIVI_CORE_MANUAL_H
#define SUIVI_CORE_MANUAL_H

/*
 * The folder of the pages: that of the installation; for a program run from
 * where it was built, that of the sources.
 */
const char *manual_folder(void);

#endif
