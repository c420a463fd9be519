package firn.eval.code;

import firn.eval.builtin.Coercion;
import firn.eval.builtin.EvalContext;
import firn.eval.error.Place;
import firn.eval.error.Suggestions;
import firn.eval.error.UndefinedVariableException;
import firn.eval.value.Arithmetic;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixFloat;
import firn.eval.value.NixInt;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.grammar.Position;
import firn.grammar.SourceText;
import firn.grammar.tree.Assert;
import firn.grammar.tree.AttrName;
import firn.grammar.tree.AttrSet;
import firn.grammar.tree.Binary;
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
import firn.grammar.tree.Parameter;
import firn.grammar.tree.PathLiteral;
import firn.grammar.tree.SearchPath;
import firn.grammar.tree.Select;
import firn.grammar.tree.StringLiteral;
import firn.grammar.tree.Unary;
import firn.grammar.tree.UnaryOperator;
import firn.grammar.tree.Variable;
import firn.grammar.tree.With;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Turns one text's syntax tree into nodes, resolving every name. */
public final class Compiler {
  private static final Symbol SUB = Symbol.of("__sub");
  private static final Symbol FIND_FILE = Symbol.of("__findFile");
  private static final Symbol NIX_PATH = Symbol.of("__nixPath");
  private static final Comparator<BindingNode> BY_FIRST_USE =
      (a, b) -> Symbol.byFirstUse(a.name, b.name);

  private final SourceText source;
  private final String directory;
  private final boolean isFile;
  private final EvalContext context;
  private final Coercion coercion;
  private final Map<Symbol, Value> globals;
  private final Lints lints;
  private final Consumer<String> imports;

  /**
   * @param directory what relative paths start from (bytes)
   * @param isFile whether the text comes from a file, so that {@code __curPos} has an answer
   * @param globals variables visible everywhere
   * @param imports is told the absolute paths of the modules that the text lists
   */
  public Compiler(
      SourceText source,
      String directory,
      boolean isFile,
      EvalContext context,
      Coercion coercion,
      Map<Symbol, Value> globals,
      Consumer<String> imports) {
    this.source = source;
    this.directory = directory;
    this.isFile = isFile;
    this.context = context;
    this.coercion = coercion;
    this.globals = globals;
    this.lints = new Lints(source, context);
    this.imports = imports;
  }

  /** The text that is compiled. */
  public SourceText source() {
    return source;
  }

  /**
   * A program without variables of its own.
   *
   * @throws UndefinedVariableException if a name is not defined
   */
  public Program compile(Expr expr) {
    return new Program(node(expr, Scope.root()), Frame.root());
  }

  /** A program in which the attributes of a set are variables. */
  public Program compile(Expr expr, NixAttrs variables) {
    List<Symbol> names = new ArrayList<>();
    Frame frame = new Frame(Frame.root(), variables.size());
    for (int i = 0; i < variables.size(); i++) {
      names.add(variables.symbol(i));
      frame.set(i, variables.value(i));
    }
    return new Program(node(expr, Scope.root().of(names)), frame);
  }

  private Node node(Expr expr, Scope scope) {
    return node(expr, scope, null);
  }

  /**
   * @param name what the value is bound to, for functions
   */
  private Node node(Expr expr, Scope scope, @Nullable String name) {
    int start = expr.start();
    // Not a switch: one over types costs a start-up dearly, and every node comes through here.
    // The usual kinds stand first.
    if (expr instanceof Variable e) {
      return variable(Symbol.of(e.name()), start, scope);
    }
    if (expr instanceof Select e) {
      return select(e, scope);
    }
    if (expr instanceof Call e) {
      lints.call(e);
      return new CallNode(source, start, node(e.function(), scope), nodes(e.arguments(), scope));
    }
    if (expr instanceof StringLiteral e) {
      lints.string(e);
      return constant(start, NixString.of(e.value()));
    }
    if (expr instanceof AttrSet e) {
      return attrSet(e, scope);
    }
    if (expr instanceof ListLiteral e) {
      return list(e, scope);
    }
    if (expr instanceof Lambda e) {
      return lambda(e, scope, name);
    }
    if (expr instanceof InterpolatedString e) {
      return new InterpolationNode(source, start, coercion, nodes(e.parts(), scope), false);
    }
    if (expr instanceof PathLiteral e) {
      return constant(start, NixPath.of(absolute(e)));
    }
    if (expr instanceof Binary e) {
      return binary(e, scope);
    }
    if (expr instanceof If e) {
      return new IfNode(
          source,
          start,
          node(e.condition(), scope),
          node(e.consequence(), scope),
          node(e.alternative(), scope));
    }
    if (expr instanceof Let e) {
      return let(e, scope);
    }
    if (expr instanceof With e) {
      return with(e, scope);
    }
    if (expr instanceof IntLiteral e) {
      return constant(start, NixInt.of(e.value()));
    }
    if (expr instanceof HasAttr e) {
      return new HasAttrNode(source, start, node(e.subject(), scope), path(e.path(), scope));
    }
    if (expr instanceof Unary e) {
      return unary(e, scope);
    }
    if (expr instanceof Assert e) {
      return new AssertNode(
          source,
          start,
          node(e.condition(), scope),
          node(e.body(), scope),
          e.condition(),
          this::shown);
    }
    if (expr instanceof InterpolatedPath e) {
      return interpolatedPath(e, scope);
    }
    if (expr instanceof SearchPath e) {
      return searchPath(e, scope);
    }
    if (expr instanceof CurrentPosition) {
      return constant(start, position(start));
    }
    if (expr instanceof FloatLiteral e) {
      return constant(start, new NixFloat(e.value()));
    }
    throw new IllegalStateException("an unknown kind of expression: " + expr.getClass());
  }

  private Node[] nodes(List<Expr> exprs, Scope scope) {
    Node[] nodes = new Node[exprs.size()];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = node(exprs.get(i), scope);
    }
    return nodes;
  }

  private Node list(ListLiteral e, Scope scope) {
    lints.arguments(e.elements());
    if (e.elements().isEmpty()) {
      return constant(e.start(), firn.eval.value.NixList.EMPTY);
    }
    for (Expr element : e.elements()) {
      // Modules are listed so; other files in lists have other names.
      if (element instanceof PathLiteral path && path.text().endsWith(".nix")) {
        imports.accept(NixPath.normalise(absolute(path)));
      }
    }
    return new ListNode(source, e.start(), nodes(e.elements(), scope));
  }

  private ConstantNode constant(int start, Value value) {
    return new ConstantNode(source, start, value);
  }

  private String show(Expr e) {
    return source.text().substring(e.start(), e.end());
  }

  private Value position(int offset) {
    if (!isFile) {
      return firn.eval.value.NixNull.NULL;
    }
    Position at = source.position(offset);
    return new AttrsBuilder(3)
        .put("file", NixString.of(source.name()))
        .put("line", NixInt.of(at.line()))
        .put("column", NixInt.of(at.column()))
        .build();
  }

  /** The path that a literal stands for; a slash at its end stays. */
  public String shown(PathLiteral path) {
    String whole = resolved(path);
    return NixPath.normalise(whole) + (whole.endsWith("/") ? "/" : "");
  }

  private String absolute(PathLiteral path) {
    lints.path(path);
    return resolved(path);
  }

  private String resolved(PathLiteral path) {
    if (path.isAbsolute()) {
      return path.text();
    }
    return path.isHome()
        ? context.settings().home() + path.text().substring(1)
        : directory + "/" + path.text();
  }

  private Node interpolatedPath(InterpolatedPath e, Scope scope) {
    String head = absolute(e.head());
    String normal = NixPath.normalise(head);
    boolean slash = head.endsWith("/") && !normal.endsWith("/");
    Node[] parts = new Node[e.parts().size() + 1];
    parts[0] = constant(e.start(), NixString.of(slash ? normal + "/" : normal));
    for (int i = 1; i < parts.length; i++) {
      parts[i] = node(e.parts().get(i - 1), scope);
    }
    return new InterpolationNode(source, e.start(), coercion, parts, true);
  }

  private Node searchPath(SearchPath e, Scope scope) {
    if (isGlobal(FIND_FILE, scope) && isGlobal(NIX_PATH, scope)) {
      return new SearchPathNode(source, e.start(), context, e.path());
    }
    Node[] arguments = {
      variable(NIX_PATH, e.start(), scope), constant(e.start(), NixString.of(e.path()))
    };
    return new CallNode(source, e.start(), variable(FIND_FILE, e.start(), scope), arguments);
  }

  private boolean isGlobal(Symbol name, Scope scope) {
    return scope.find(name) == null && globals.containsKey(name);
  }

  private Node variable(Symbol name, int start, Scope scope) {
    Scope.Address address = scope.find(name);
    if (address != null) {
      return VariableNode.of(source, start, address.level(), address.slot());
    }
    Value global = globals.get(name);
    if (global != null) {
      return constant(start, global);
    }
    Scope.Withs withs = scope.withs();
    if (withs.levels().length == 0) {
      List<String> known = scope.names();
      globals.keySet().forEach(g -> known.add(g.name()));
      throw new UndefinedVariableException("undefined variable '" + name.name() + "'")
          .suggest(Suggestions.best(known, name.name()))
          .at(new Place(source, start));
    }
    return new WithVariableNode(source, start, name, withs.levels(), withs.nodes());
  }

  private Node attrSet(AttrSet e, Scope scope) {
    return new AttrSetNode(
        source, e.start(), bindings(e.bindings(), scope, inner(e, scope)), e.recursive());
  }

  private static Scope inner(AttrSet e, Scope scope) {
    return e.recursive() ? scope.of(ordered(e.bindings())) : scope;
  }

  private Node let(Let e, Scope scope) {
    Scope inner = scope.of(ordered(e.bindings()));
    return new LetNode(
        source, e.start(), bindings(e.bindings(), scope, inner), node(e.body(), inner));
  }

  private static List<Symbol> ordered(Bindings bindings) {
    List<Symbol> names = new ArrayList<>(bindings.named().size());
    for (Binding b : bindings.named()) {
      names.add(Symbol.of(b.name()));
    }
    if (names.size() > 1) {
      names.sort(Symbol::byFirstUse);
    }
    return names;
  }

  private BindingsNode bindings(Bindings bindings, Scope outer, Scope inner) {
    Node[] sources = nodes(bindings.inheritSources(), inner);
    BindingNode[] named = new BindingNode[bindings.named().size()];
    for (int i = 0; i < named.length; i++) {
      Binding b = bindings.named().get(i);
      named[i] = binding(Symbol.of(b.name()), b, sources, outer, inner);
    }
    if (named.length > 1) {
      Arrays.sort(named, BY_FIRST_USE);
    }
    BindingsNode.Dynamic[] dynamic = new BindingsNode.Dynamic[bindings.dynamic().size()];
    for (int i = 0; i < dynamic.length; i++) {
      DynamicBinding d = bindings.dynamic().get(i);
      dynamic[i] =
          new BindingsNode.Dynamic(node(d.name(), inner), node(d.value(), inner), d.offset());
    }
    return new BindingsNode(source, named, sources, dynamic);
  }

  private BindingNode binding(
      Symbol name, Binding binding, Node[] sources, Scope outer, Scope inner) {
    int offset = binding.offset();
    if (binding instanceof Binding.Plain b) {
      return new BindingNode.Plain(name, offset, node(b.value(), inner, name.name()));
    }
    if (binding instanceof Binding.InheritedFrom b) {
      InheritedCode code = new InheritedCode(source, offset, sources[b.source()].start, name);
      return new BindingNode.InheritedFrom(name, offset, code, b.source());
    }
    return new BindingNode.Inherited(name, offset, variable(name, offset, outer));
  }

  private Node lambda(Lambda e, Scope scope, @Nullable String name) {
    if (e.parameter() instanceof Parameter.Pattern p) {
      return pattern(e, p, scope, name);
    }
    String argument = ((Parameter.Named) e.parameter()).name();
    return new LambdaNode.Simple(
        source,
        e.start(),
        name,
        argument,
        node(e.body(), scope.of(List.of(Symbol.of(argument))), name));
  }

  private Node pattern(Lambda e, Parameter.Pattern p, Scope scope, @Nullable String name) {
    List<Symbol> names = new ArrayList<>();
    if (p.whole() != null) {
      names.add(Symbol.of(p.whole()));
    }
    for (Formal f : p.formals()) {
      names.add(Symbol.of(f.name()));
    }
    Scope inner = scope.of(names);
    PatternLambdaNode.FormalNode[] formals = new PatternLambdaNode.FormalNode[p.formals().size()];
    for (int i = 0; i < formals.length; i++) {
      formals[i] = formal(p.formals().get(i), inner);
    }
    return new PatternLambdaNode(
        source, e.start(), name, node(e.body(), inner, name), formals, p.ellipsis(), p.whole());
  }

  private PatternLambdaNode.FormalNode formal(Formal f, Scope scope) {
    Node orElse = f.orElse() == null ? null : node(f.orElse(), scope);
    return new PatternLambdaNode.FormalNode(Symbol.of(f.name()), orElse, f.offset());
  }

  private Node with(With e, Scope scope) {
    WithNode node = new WithNode(source, e.start(), node(e.scope(), scope));
    node.setBody(node(e.body(), scope.with(node)));
    return node;
  }

  private Node select(Select e, Scope scope) {
    Node subject = node(e.subject(), scope);
    AttrNameNode[] path = path(e.path(), scope);
    Symbol only = path.length == 1 ? path[0].known() : null;
    if (only == null || e.orElse() != null) {
      if (e.orElse() != null) {
        lints.arguments(List.of(e.orElse()));
      }
      Node orElse = e.orElse() == null ? null : node(e.orElse(), scope);
      return new SelectNode(source, e.start(), subject, path, orElse);
    }
    if (subject instanceof ConstantNode c && c.value() instanceof NixAttrs set) {
      Value found = set.get(only);
      if (found != null && !(found instanceof firn.eval.value.Thunk)) {
        return constant(e.start(), found);
      }
    }
    return new SelectNode.One(source, e.start(), subject, only);
  }

  private AttrNameNode[] path(List<AttrName> names, Scope scope) {
    AttrNameNode[] path = new AttrNameNode[names.size()];
    for (int i = 0; i < path.length; i++) {
      path[i] =
          names.get(i) instanceof AttrName.Dynamic d
              ? new AttrNameNode(null, node(d.name(), scope), show(d.name()))
              : step(((AttrName.Static) names.get(i)).name());
    }
    return path;
  }

  private static AttrNameNode step(String name) {
    return new AttrNameNode(Symbol.of(name), null, name);
  }

  private Node unary(Unary e, Scope scope) {
    Node operand = node(e.operand(), scope);
    if (e.operator() == UnaryOperator.NOT) {
      return new LogicNode.Not(source, e.start(), operand);
    }
    Node zero = constant(e.start(), NixInt.of(0));
    return isGlobal(SUB, scope)
        ? new ArithmeticNode(source, e.start(), Arithmetic.SUBTRACT, zero, operand)
        : new CallNode(
            source, e.start(), variable(SUB, e.start(), scope), new Node[] {zero, operand});
  }

  private Node binary(Binary e, Scope scope) {
    Node left = node(e.left(), scope);
    Node right = node(e.right(), scope);
    int at = e.operatorStart();
    String function = e.operator().function();
    if (function != null && !isGlobal(Symbol.of(function), scope)) {
      return shadowed(e, variable(Symbol.of(function), at, scope), left, right);
    }
    return switch (e.operator()) {
      case IMPLIES -> new LogicNode.Implies(source, at, left, right);
      case OR -> new LogicNode.Or(source, at, left, right);
      case AND -> new LogicNode.And(source, at, left, right);
      case EQUAL -> new EqualNode(source, at, left, right, false);
      case NOT_EQUAL -> new EqualNode(source, at, left, right, true);
      case LESS -> new OrderNode(source, at, left, right, false);
      case GREATER -> new OrderNode(source, at, right, left, false);
      case LESS_OR_EQUAL -> new OrderNode(source, at, right, left, true);
      case GREATER_OR_EQUAL -> new OrderNode(source, at, left, right, true);
      case UPDATE -> new UpdateNode(source, at, left, right);
      case ADD -> new AddNode(source, at, coercion, left, e.start(), right);
      case SUBTRACT -> new ArithmeticNode(source, at, Arithmetic.SUBTRACT, left, right);
      case MULTIPLY -> new ArithmeticNode(source, at, Arithmetic.MULTIPLY, left, right);
      case DIVIDE -> new ArithmeticNode(source, at, Arithmetic.DIVIDE, left, right);
      case CONCAT -> new ConcatNode(source, at, left, right);
    };
  }

  /** An operator whose function a scope redefines. */
  private Node shadowed(Binary e, Node function, Node left, Node right) {
    int at = e.operatorStart();
    return switch (e.operator()) {
      case GREATER -> new CallNode(source, at, function, new Node[] {right, left});
      case LESS_OR_EQUAL ->
          new LogicNode.Not(
              source, at, new CallNode(source, at, function, new Node[] {right, left}));
      case GREATER_OR_EQUAL ->
          new LogicNode.Not(
              source, at, new CallNode(source, at, function, new Node[] {left, right}));
      default -> new CallNode(source, at, function, new Node[] {left, right});
    };
  }
}
