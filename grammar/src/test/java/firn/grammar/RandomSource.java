package firn.grammar;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Random programs: each expression in the notation people use and, in parallel, in one with a
 * parenthesis around everything, which must mean the same.
 */
public final class RandomSource {
  private static final List<String> NAMES = List.of("a", "b", "c'", "d-e", "or_", "_f");
  private static final List<List<String>> LEVELS =
      List.of(
          List.of("->"),
          List.of("||"),
          List.of("&&"),
          List.of("==", "!="),
          List.of("<", "<=", ">", ">="),
          List.of("//"),
          List.of("!"),
          List.of("+", "-"),
          List.of("*", "/"),
          List.of("++"),
          List.of("?"),
          List.of("neg"));

  private final SplittableRandom random;

  public RandomSource(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One expression written twice. */
  public record Twice(String usual, String explicit) {}

  public Twice expression(int depth) {
    if (depth == 0 || random.nextInt(4) > 0) {
      return operation(0, depth);
    }
    Twice body = expression(depth - 1);
    Twice other = expression(depth - 1);
    return switch (random.nextInt(8)) {
      case 0 -> keyword("x: %s", body);
      case 1 -> keyword("{ a, b ? %2$s, ... }@all: %1$s", body, other);
      case 2 -> keyword("with %2$s; %1$s", body, other);
      case 3 -> keyword("assert %2$s; %1$s", body, other);
      case 4 -> keyword("let a = %2$s; inherit (b) c d; in %1$s", body, other);
      case 5 -> keyword("if a then %2$s else %1$s", body, other);
      case 6 -> keyword("{ }: %s", body);
      default -> keyword("args@{ b }: %s", body);
    };
  }

  private static Twice keyword(String format, Twice... parts) {
    Object[] usual = IntStream.range(0, parts.length).mapToObj(i -> parts[i].usual()).toArray();
    Object[] explicit =
        IntStream.range(0, parts.length).mapToObj(i -> parts[i].explicit()).toArray();
    return new Twice(String.format(format, usual), "(" + String.format(format, explicit) + ")");
  }

  /** An operation of a level or a tighter one. */
  private Twice operation(int level, int depth) {
    if (level == LEVELS.size() || depth == 0) {
      return application(depth);
    }
    if (random.nextInt(3) > 0) {
      return operation(level + 1 + random.nextInt(LEVELS.size() - level), depth);
    }
    List<String> operators = LEVELS.get(level);
    String operator = operators.get(random.nextInt(operators.size()));
    switch (operator) {
      case "!", "neg" -> {
        String sign = operator.equals("!") ? "!" : "- ";
        Twice operand = operation(level, depth - 1);
        return new Twice(sign + operand.usual(), "(" + sign + operand.explicit() + ")");
      }
      case "?" -> {
        Twice subject = operation(level + 1, depth - 1);
        String path = path(depth - 1);
        return new Twice(
            subject.usual() + " ? " + path, "(" + subject.explicit() + " ? " + path + ")");
      }
      default -> {}
    }
    boolean right = operator.equals("->") || operator.equals("//") || operator.equals("++");
    boolean left = level >= 7 || operator.equals("||") || operator.equals("&&");
    Twice first = operation(left && !right ? level : level + 1, depth - 1);
    Twice second = operation(right ? level : level + 1, depth - 1);
    return new Twice(
        first.usual() + " " + operator + " " + second.usual(),
        "(" + first.explicit() + " " + operator + " " + second.explicit() + ")");
  }

  private Twice application(int depth) {
    Twice function = selection(depth);
    if (depth == 0 || random.nextInt(3) > 0) {
      return function;
    }
    Twice argument = selection(depth - 1);
    return new Twice(
        function.usual() + " " + argument.usual(),
        "(" + function.explicit() + " " + argument.explicit() + ")");
  }

  private Twice selection(int depth) {
    Twice bare = simple(depth);
    if (depth == 0 || random.nextInt(3) > 0) {
      return bare;
    }
    // A dot after a number or a path would belong to it.
    boolean takesDot = "0123456789.".indexOf(bare.usual().charAt(0)) >= 0;
    Twice subject =
        takesDot
            ? new Twice("(" + bare.usual() + ")", "(" + bare.explicit() + ")")
            : new Twice(bare.usual(), "(" + bare.explicit() + ")");
    String path = path(depth - 1);
    if (random.nextBoolean()) {
      return new Twice(subject.usual() + "." + path, "(" + subject.explicit() + "." + path + ")");
    }
    Twice orElse = selection(depth - 1);
    return new Twice(
        subject.usual() + "." + path + " or " + orElse.usual(),
        "(" + subject.explicit() + "." + path + " or " + orElse.explicit() + ")");
  }

  private String path(int depth) {
    return IntStream.rangeClosed(0, random.nextInt(3))
        .mapToObj(i ->
            switch (random.nextInt(4)) {
              case 0 -> "\"x y\"";
              case 1 -> "${" + expression(Math.max(0, depth)).usual() + "}";
              default -> name();
            })
        .collect(Collectors.joining("."));
  }

  private String name() {
    return NAMES.get(random.nextInt(NAMES.size()));
  }

  private Twice simple(int depth) {
    if (depth == 0) {
      String leaf =
          switch (random.nextInt(8)) {
            case 0 -> Integer.toString(random.nextInt(100));
            case 1 -> "\"text\\n$ \\${x}\"";
            case 2 -> "./p/q.nix";
            case 3 -> "1.5";
            case 4 -> "''\n  indented\n    text\n''";
            case 5 -> "<lookup/path>";
            default -> name();
          };
      return new Twice(leaf, leaf);
    }
    Twice one = expression(depth - 1);
    Twice two = selection(depth - 1);
    return switch (random.nextInt(7)) {
      case 0 -> new Twice("(" + one.usual() + ")", one.explicit());
      case 1 -> new Twice("[ " + two.usual() + " x ]", "[ (" + two.explicit() + ") x ]");
      case 2 -> inside("\"a${%s}b\"", one);
      case 3 -> inside("''\n  a ${%s}\n b''", one);
      case 4 -> inside("{ p = 1; q.r = %s; inherit (s) t; inherit u; }", one);
      case 5 -> inside("rec { v.w = %s; v.x = 1; }", one);
      default -> inside("./y/${%s}", one);
    };
  }

  private static Twice inside(String format, Twice part) {
    return new Twice(String.format(format, part.usual()), String.format(format, part.explicit()));
  }
}
