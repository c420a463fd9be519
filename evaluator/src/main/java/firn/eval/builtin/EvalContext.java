package firn.eval.builtin;

import firn.eval.value.Context;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.grammar.SourceText;
import firn.store.StorePath;

/** What an implementation of a builtin may ask of the evaluator it runs in. */
public interface EvalContext {

  /** How the evaluation was set up. */
  EvalSettings settings();

  /** The files the expression may read. */
  SourceFiles files();

  /** Lets an evaluation that may not read everything read a store object. */
  void allow(StorePath path);

  /**
   * Checks that an evaluation may fetch from a URL.
   *
   * @throws firn.eval.error.EvalException if it is restricted and the URL is not allowed
   */
  void checkUri(String uri);

  /** The store, or what computes its paths. */
  StoreAccess store();

  /** The value of a file, evaluated once however often it is asked for. */
  Value importFile(NixPath path);

  /** The value of a file in which the attributes of {@code scope} are variables. */
  Value importScoped(NixAttrs scope, NixPath path);

  /** The value of a text that stands in no file. */
  Value evalSource(SourceText text);

  /** {@code builtins}. */
  NixAttrs builtins();

  /**
   * Finds a file on the search path.
   *
   * @param searchPath a list of sets with {@code prefix} and {@code path}
   * @param name such as {@code nixpkgs/lib}
   */
  NixPath findFile(Value searchPath, String name);

  /** Coerces to a string as {@code "${…}"} does: a path is copied to the store. */
  NixString interpolate(Value value);

  /** A path as it is, or what coerces to a string without copying anything to the store. */
  NixString interpolatePath(Value value);

  /** How values become strings. */
  Coercion coercion();

  /**
   * Makes sure that what a string refers to exists, building it if need be, so that it can be read.
   *
   * @return {@code bytes} with placeholders of outputs replaced by their paths
   */
  String realise(String bytes, Context context);

  /** Writes one line for the person at the terminal: traces and warnings. Bytes. */
  void log(String line);
}
