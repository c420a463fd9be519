package firn.eval.value;

import org.jspecify.annotations.Nullable;

/**
 * A list that waits for the list of a pending tail call to be put behind it: {@code [ a ] ++ f b}
 * as the value of a function.
 *
 * @param list what comes first
 * @param origin the concatenation, for errors
 * @param next what comes between this list and the value of the call
 */
public record ListPrefix(NixList list, Code origin, @Nullable ListPrefix next) {}
