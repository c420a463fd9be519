package firn.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A group the system declares; {@code gid} null means allocate one. */
public record GroupEntry(@Nullable Integer gid, List<String> members) {}
