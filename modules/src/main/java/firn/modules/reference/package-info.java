/**
 * The option reference for people: options as a list of texts, and that list as Markdown, as one
 * HTML page and as a manual page.
 */
@NullMarked
package firn.modules.reference;

import org.jspecify.annotations.NullMarked;
