package firn.manifest;

import java.util.SortedMap;

/**
 * The users and groups of a system.
 *
 * @param mutable whether users that are not declared, and passwords set by hand, stay
 */
public record UsersEntry(
    boolean mutable, SortedMap<String, UserEntry> users, SortedMap<String, GroupEntry> groups) {}
