package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.code.Closure;
import firn.eval.error.TypeException;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixFunction;
import firn.eval.value.NixNull;
import firn.eval.value.NixString;
import firn.eval.value.Symbol;
import firn.eval.value.Value;
import firn.eval.value.ValueType;
import java.util.List;

/** Builtins that ask what a value is. */
final class Types {
  private Types() {}

  static List<Builtin> all() {
    return List.of(
        Builtin.unary(
            "typeOf",
            "e",
            "The type of *e*: `\"int\"`, `\"bool\"`, `\"string\"`, `\"path\"`, `\"null\"`,"
                + " `\"set\"`, `\"list\"`, `\"lambda\"` or `\"float\"`.",
            v -> NixString.of(v.type().typeOf())),
        Builtin.unary(
                "isNull",
                "e",
                "Whether *e* is `null`. Deprecated: write `e == null`.",
                v -> NixBool.of(v.force() == NixNull.NULL))
            .global(),
        is("isFunction", "a function", ValueType.FUNCTION),
        is("isInt", "an integer", ValueType.INT),
        is("isFloat", "a float", ValueType.FLOAT),
        is("isString", "a string", ValueType.STRING),
        is("isBool", "a Boolean", ValueType.BOOL),
        is("isPath", "a path", ValueType.PATH),
        is("isList", "a list", ValueType.LIST),
        is("isAttrs", "a set", ValueType.ATTRS),
        Builtin.unary(
            "functionArgs",
            "f",
            "The names that the pattern of *f* takes, each with whether it has a default; the empty"
                + " set where *f* takes one plain argument.",
            Types::functionArgs));
  }

  private static Builtin is(String name, String noun, ValueType type) {
    return Builtin.unary(
        name, "e", "Whether *e* is " + noun + ".", v -> NixBool.of(v.type() == type));
  }

  private static Value functionArgs(Value v) {
    Value f = v.force();
    if (!(f instanceof NixFunction)) {
      throw new TypeException("'functionArgs' requires a function");
    }
    if (!(f instanceof Closure closure)) {
      return NixAttrs.EMPTY;
    }
    AttrsBuilder all = new AttrsBuilder(4);
    closure
        .formals()
        .forEach((name, hasDefault) ->
            all.put(Symbol.of(name), NixBool.of(hasDefault), closure.formalPlace(name)));
    return all.build();
  }
}
