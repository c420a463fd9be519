package firn.eval.builtin;

import firn.store.SourceFilter;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * The files an expression may read, by their logical absolute paths (bytes): what lies below {@code
 * /nix/store} is read where the store physically keeps it. Errors are {@link
 * firn.eval.error.EvalException}s.
 */
public interface SourceFiles {

  /** Whether anything is there; links are followed everywhere but at the end. */
  boolean exists(String path);

  /** The type, links not followed; an error where nothing is there. */
  SourceFilter.FileType type(String path);

  /** The contents of a regular file, links followed: one char per byte. */
  String read(String path);

  /** The contents of a folder, links followed: name and type, ordered by name. */
  SortedMap<String, SourceFilter.FileType> list(String path);

  /** The path with every symbolic link in it, the last component's too, resolved. */
  String resolve(String path);

  /**
   * The path with the links that its last component is followed; the folders above stay as they are
   * named, for relative paths start from there.
   */
  String follow(String path);

  /** Where the file lies physically. */
  Path physical(String path);

  /** What was read so far, in the order of first reading; empty where that is not recorded. */
  List<String> filesRead();
}
