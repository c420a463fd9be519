package firn.eval.flake;

import firn.eval.fetch.FetchedTree;
import java.util.Map;

/**
 * A flake with all its inputs locked.
 *
 * @param lockFile as it is now, whether or not it was written
 * @param trees the trees that were fetched on the way, by their nodes
 */
public record LockedFlake(Flake flake, LockFile lockFile, Map<LockNode, FetchedTree> trees) {}
