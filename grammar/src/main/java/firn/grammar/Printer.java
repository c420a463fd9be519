package firn.grammar;

import firn.grammar.tree.Assert;
import firn.grammar.tree.AttrName;
import firn.grammar.tree.AttrSet;
import firn.grammar.tree.Binary;
import firn.grammar.tree.BinaryOperator;
import firn.grammar.tree.Binding;
import firn.grammar.tree.Bindings;
import firn.grammar.tree.Call;
import firn.grammar.tree.CurrentPosition;
import firn.grammar.tree.DynamicBinding;
import firn.grammar.tree.Expr;
import firn.grammar.tree.FloatLiteral;
import firn.grammar.tree.Formal;
import firn.grammar.tree.HasAttr;
import firn.grammar.tree.If;
import firn.grammar.tree.IntLiteral;
import firn.grammar.tree.InterpolatedPath;
import firn.grammar.tree.InterpolatedString;
import firn.grammar.tree.Lambda;
import firn.grammar.tree.Let;
import firn.grammar.tree.ListLiteral;
import firn.grammar.tree.Literals;
import firn.grammar.tree.Parameter;
import firn.grammar.tree.PathLiteral;
import firn.grammar.tree.SearchPath;
import firn.grammar.tree.Select;
import firn.grammar.tree.StringLiteral;
import firn.grammar.tree.Unary;
import firn.grammar.tree.UnaryOperator;
import firn.grammar.tree.Variable;
import firn.grammar.tree.With;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Prints a tree as {@code nix-instantiate --parse} does: fully parenthesised, attributes sorted,
 * operators that are calls printed as calls. It is for comparing and looking at trees; not all of
 * it is source again (an {@code assert} gets no parentheses). Trees of any height are printed.
 */
public final class Printer {
  private final PathResolver paths;
  private final StringBuilder out = new StringBuilder();

  /** What is still to be printed: strings and expressions, the next one first. */
  private final Deque<Object> pending = new ArrayDeque<>();

  /** The parts of the node at hand, in order; they go on top of what is pending. */
  private final List<Object> parts = new ArrayList<>();

  private Printer(PathResolver paths) {
    this.paths = paths;
  }

  /** Turns the text of a path literal into the path it stands for. */
  @FunctionalInterface
  public interface PathResolver {
    /** An absolute path; a slash at the end of the text stays. */
    String resolve(PathLiteral path);
  }

  /** Prints with paths resolved. */
  public static String print(Expr expr, PathResolver paths) {
    return new Printer(paths).printAll(expr);
  }

  /** Prints with paths as they were written. */
  public static String print(Expr expr) {
    return print(expr, PathLiteral::text);
  }

  private String printAll(Expr expr) {
    pending.push(expr);
    while (!pending.isEmpty()) {
      Object next = pending.pop();
      if (next instanceof Expr node) {
        expand(node);
        for (int i = parts.size() - 1; i >= 0; i--) {
          pending.push(parts.get(i));
        }
        parts.clear();
      } else {
        out.append(next);
      }
    }
    return out.toString();
  }

  private void emit(Object... items) {
    for (Object item : items) {
      parts.add(item);
    }
  }

  private void expand(Expr node) {
    switch (node) {
      case IntLiteral literal -> emit(Long.toString(literal.value()));
      case FloatLiteral literal -> emit(FloatFormat.shortest(literal.value()));
      case StringLiteral literal -> emit(Literals.string(literal.value()));
      case PathLiteral path -> emit(paths.resolve(path));
      case SearchPath path -> emit("(__findFile __nixPath " + Literals.string(path.path()) + ")");
      case InterpolatedString string -> sum(string.parts());
      case InterpolatedPath path -> {
        List<Expr> all = new ArrayList<>();
        all.add(path.head());
        all.addAll(path.parts());
        sum(all);
      }
      case Variable variable -> emit(Literals.name(variable.name()));
      case CurrentPosition _ -> emit("__curPos");
      case ListLiteral list -> {
        emit("[ ");
        for (Expr element : list.elements()) {
          emit("(", element, ") ");
        }
        emit("]");
      }
      case Call call -> {
        emit("(", call.function());
        for (Expr argument : call.arguments()) {
          emit(" ", argument);
        }
        emit(")");
      }
      case Select select -> {
        emit("(", select.subject(), ").");
        path(select.path());
        if (select.orElse() != null) {
          emit(" or (", select.orElse(), ")");
        }
      }
      case HasAttr has -> {
        emit("((", has.subject(), ") ? ");
        path(has.path());
        emit(")");
      }
      case Unary unary when unary.operator() == UnaryOperator.NOT ->
          emit("(! ", unary.operand(), ")");
      case Unary unary -> emit("(__sub 0 ", unary.operand(), ")");
      case Binary binary -> operation(binary);
      case If choice ->
          emit(
              "(if ",
              choice.condition(),
              " then ",
              choice.consequence(),
              " else ",
              choice.alternative(),
              ")");
      case Assert check -> emit("assert ", check.condition(), "; ", check.body());
      case With with -> emit("(with ", with.scope(), "; ", with.body(), ")");
      case Let let -> {
        emit("(let ");
        bindings(let.bindings());
        emit("in ", let.body(), ")");
      }
      case AttrSet set -> {
        emit(set.recursive() ? "rec { " : "{ ");
        bindings(set.bindings());
        emit("}");
      }
      case Lambda lambda -> {
        emit("(");
        parameter(lambda.parameter());
        emit(": ", lambda.body(), ")");
      }
    }
  }

  private void sum(List<Expr> summands) {
    String separator = "(";
    for (Expr summand : summands) {
      emit(separator, summand);
      separator = " + ";
    }
    emit(")");
  }

  private void path(List<AttrName> path) {
    String separator = "";
    for (AttrName step : path) {
      emit(separator);
      switch (step) {
        case AttrName.Static name -> emit(Literals.name(name.name()));
        case AttrName.Dynamic name -> emit("\"${", name.name(), "}\"");
      }
      separator = ".";
    }
  }

  private void operation(Binary binary) {
    Expr left = binary.left();
    Expr right = binary.right();
    BinaryOperator operator = binary.operator();
    String function = operator.function();
    if (function == null) {
      emit("(", left, " " + operator.text() + " ", right, ")");
      return;
    }
    switch (operator) {
      case GREATER -> emit("(" + function + " ", right, " ", left, ")");
      case LESS_OR_EQUAL -> emit("(! (" + function + " ", right, " ", left, "))");
      case GREATER_OR_EQUAL -> emit("(! (" + function + " ", left, " ", right, "))");
      default -> emit("(" + function + " ", left, " ", right, ")");
    }
  }

  private void bindings(Bindings bindings) {
    List<Binding> sorted = new ArrayList<>(bindings.named());
    sorted.sort(Comparator.comparing(Binding::name));
    StringBuilder inherited = new StringBuilder();
    Map<Integer, StringBuilder> inheritedFrom = new TreeMap<>();
    for (Binding binding : sorted) {
      String name = Literals.name(binding.name());
      switch (binding) {
        case Binding.Inherited _ -> inherited.append(' ').append(name);
        case Binding.InheritedFrom from ->
            inheritedFrom
                .computeIfAbsent(from.source(), _ -> new StringBuilder())
                .append(' ')
                .append(name);
        case Binding.Plain _ -> {}
      }
    }
    if (!inherited.isEmpty()) {
      emit("inherit" + inherited + "; ");
    }
    inheritedFrom.forEach((source, names) ->
        emit("inherit (", bindings.inheritSources().get(source), ")" + names + "; "));
    for (Binding binding : sorted) {
      if (binding instanceof Binding.Plain plain) {
        emit(Literals.name(plain.name()) + " = ", plain.value(), "; ");
      }
    }
    for (DynamicBinding binding : bindings.dynamic()) {
      emit("\"${", binding.name(), "}\" = ", binding.value(), "; ");
    }
  }

  private void parameter(Parameter parameter) {
    switch (parameter) {
      case Parameter.Named named -> emit(Literals.name(named.name()));
      case Parameter.Pattern pattern -> {
        emit("{ ");
        String separator = "";
        List<Formal> sorted = new ArrayList<>(pattern.formals());
        sorted.sort(Comparator.comparing(Formal::name));
        for (Formal formal : sorted) {
          emit(separator + Literals.name(formal.name()));
          if (formal.orElse() != null) {
            emit(" ? ", formal.orElse());
          }
          separator = ", ";
        }
        if (pattern.ellipsis()) {
          emit(separator + "...");
        }
        emit(" }");
        if (pattern.whole() != null) {
          emit(" @ " + Literals.name(pattern.whole()));
        }
      }
    }
  }
}
