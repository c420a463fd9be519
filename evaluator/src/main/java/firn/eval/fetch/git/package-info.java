/**
 * Git as fetchers need it: working trees, repositories and mirrors of remote ones, trees of commits
 * written to disk. The only place that knows JGit.
 */
@NullMarked
package firn.eval.fetch.git;

import org.jspecify.annotations.NullMarked;
