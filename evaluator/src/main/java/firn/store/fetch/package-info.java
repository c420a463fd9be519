/**
 * Getting files over {@code http(s):} and from {@code file:} URLs. What arrives is untrusted until
 * its hash is checked, which is the caller's duty.
 */
@NullMarked
package firn.store.fetch;

import org.jspecify.annotations.NullMarked;
