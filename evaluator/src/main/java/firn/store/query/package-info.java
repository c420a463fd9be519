/** Questions about the graph of store objects, and the forms in which the answers are shown. */
@NullMarked
package firn.store.query;

import org.jspecify.annotations.NullMarked;
