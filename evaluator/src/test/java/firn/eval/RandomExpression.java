package firn.eval;

import java.util.List;
import java.util.Random;

/** Expressions made at random: most of them wrong somewhere, all of them ending. */
final class RandomExpression {
  private static final List<String> BUILTINS =
      List.of(
          "map",
          "length",
          "head",
          "tail",
          "attrNames",
          "attrValues",
          "toJSON",
          "toString",
          "isString",
          "typeOf",
          "concatLists",
          "listToAttrs",
          "stringLength",
          "tryEval",
          "functionArgs",
          "sort",
          "all",
          "any",
          "foldl'",
          "genList",
          "elemAt",
          "hasAttr",
          "getAttr",
          "removeAttrs",
          "intersectAttrs",
          "catAttrs",
          "mapAttrs",
          "groupBy",
          "partition",
          "match",
          "split",
          "substring",
          "replaceStrings",
          "compareVersions",
          "parseDrvName",
          "fromJSON",
          "concatStringsSep",
          "lessThan",
          "add",
          "sub",
          "mul",
          "div",
          "bitAnd",
          "ceil",
          "floor",
          "seq",
          "deepSeq",
          "throw",
          "hashString",
          "genericClosure",
          "zipAttrsWith",
          "toXML");
  private static final List<String> NAMES = List.of("a", "b", "c", "x", "y");

  private final Random random;

  RandomExpression(long seed) {
    random = new Random(seed);
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private String operator() {
    List<String> all =
        List.of("+", "-", "*", "/", "++", "//", "==", "!=", "<", "<=", ">", "&&", "||", "->");
    return all.get(random.nextInt(all.size()));
  }

  /** An expression with at most this many levels. */
  String next(int depth) {
    if (depth == 0) {
      return leaf();
    }
    int d = depth - 1;
    return switch (random.nextInt(14)) {
      case 0 -> "(" + next(d) + " " + operator() + " " + next(d) + ")";
      case 1 -> "[ " + atom(d) + " " + atom(d) + " ]";
      case 2 -> "{ " + name() + " = " + next(d) + "; \"" + name() + "z\" = " + next(d) + "; }";
      case 3 -> "rec { x = " + next(d) + "; y = " + next(d) + "; }";
      case 4 -> "(let a = " + next(d) + "; b = " + next(d) + "; in " + next(d) + ")";
      case 5 -> "(" + name() + ": " + next(d) + ")";
      case 6 -> "({ x ? " + next(d) + ", ... }@y: " + next(d) + ")";
      case 7 -> "(" + atom(d) + " " + atom(d) + ")";
      case 8 -> "(if " + next(d) + " then " + next(d) + " else " + next(d) + ")";
      case 9 -> atom(d) + "." + name() + " or " + atom(d);
      case 10 -> "(" + atom(d) + " ? " + name() + ")";
      case 11 -> "\"" + name() + "${" + next(d) + "}\"";
      case 12 -> "(with " + next(d) + "; " + next(d) + ")";
      default ->
          "(builtins."
              + BUILTINS.get(random.nextInt(BUILTINS.size()))
              + " "
              + atom(d)
              + (random.nextBoolean() ? " " + atom(d) : "")
              + ")";
    };
  }

  private String atom(int depth) {
    return "(" + next(depth) + ")";
  }

  private String leaf() {
    return switch (random.nextInt(10)) {
      case 0 -> Integer.toString(random.nextInt(-3, 5));
      case 1 -> "1.5";
      case 2 -> "\"" + name() + "\"";
      case 3 -> "true";
      case 4 -> "null";
      case 5 -> "[ ]";
      case 6 -> "{ }";
      case 7 -> "(x: x)";
      case 8 -> "./" + name();
      default -> name();
    };
  }
}
