/*
 * HTML as editors in browsers write it, made plain text.
 *
 * Not a parser of documents: enough for the descriptions that learning
 * platforms export. Nothing is fetched, run or trusted.
 */
#ifndef SUIVI_CORE_HTML_H
#define SUIVI_CORE_HTML_H

/*
 * Tags, comments, scripts and styles go; a tag that ends a line or a paragraph
 * leaves a space, others (<b>, <em>) none. Entities are decoded, once; unknown
 * ones stay as they are. Runs of white space become one space, and so does
 * &nbsp;, which editors leave anywhere.
 *
 * text  a C string, changed in place; it never grows. What entities stood for
 *       may be any character but controls: clean it afterwards (text.h).
 */
void html_to_text(char *text);

#endif
