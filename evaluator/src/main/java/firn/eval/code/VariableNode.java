package firn.eval.code;

import firn.eval.error.InfiniteRecursionException;
import firn.eval.value.NixFunction;
import firn.eval.value.Thunk;
import firn.eval.value.Value;
import firn.grammar.SourceText;

/** A variable whose level and slot are known. The usual places have classes of their own. */
abstract class VariableNode extends Node {

  VariableNode(SourceText source, int start) {
    super(source, start);
  }

  static Node of(SourceText source, int start, int level, int slot) {
    return switch (slot) {
      case 0 ->
          switch (level) {
            case 0 -> new First0(source, start);
            case 1 -> new First1(source, start);
            case 2 -> new First2(source, start);
            default -> new First(source, start, level);
          };
      case 1 ->
          switch (level) {
            case 0 -> new Second0(source, start);
            case 1 -> new Second1(source, start);
            default -> new Second(source, start, level);
          };
      default ->
          switch (level) {
            case 0 -> new Rest0(source, start, slot);
            case 1 -> new Rest1(source, start, slot);
            default -> new Rest(source, start, level, slot);
          };
    };
  }

  abstract Value get(Frame frame);

  @Override
  final Value eval(Frame frame) {
    Value v = get(frame);
    if (v instanceof Thunk t) {
      try {
        return t.force();
      } catch (InfiniteRecursionException e) {
        throw e.at(place());
      }
    }
    return v;
  }

  @Override
  final Value delay(Frame frame) {
    Value v = get(frame);
    if (v instanceof Thunk t) {
      // A function keeps its thunk: whether two functions are equal depends on it.
      Value known = t.valueIfForced();
      return known == null || known instanceof NixFunction ? t : known;
    }
    return v == null ? new Thunk(this, frame) : v;
  }

  private static final class First0 extends VariableNode {
    First0(SourceText source, int start) {
      super(source, start);
    }

    @Override
    Value get(Frame frame) {
      return frame.a;
    }
  }

  private static final class First1 extends VariableNode {
    First1(SourceText source, int start) {
      super(source, start);
    }

    @Override
    Value get(Frame frame) {
      return frame.up.a;
    }
  }

  private static final class First2 extends VariableNode {
    First2(SourceText source, int start) {
      super(source, start);
    }

    @Override
    Value get(Frame frame) {
      return frame.up.up.a;
    }
  }

  private static final class First extends VariableNode {
    private final int level;

    First(SourceText source, int start, int level) {
      super(source, start);
      this.level = level;
    }

    @Override
    Value get(Frame frame) {
      return frame.at(level).a;
    }
  }

  private static final class Second0 extends VariableNode {
    Second0(SourceText source, int start) {
      super(source, start);
    }

    @Override
    Value get(Frame frame) {
      return frame.b;
    }
  }

  private static final class Second1 extends VariableNode {
    Second1(SourceText source, int start) {
      super(source, start);
    }

    @Override
    Value get(Frame frame) {
      return frame.up.b;
    }
  }

  private static final class Second extends VariableNode {
    private final int level;

    Second(SourceText source, int start, int level) {
      super(source, start);
      this.level = level;
    }

    @Override
    Value get(Frame frame) {
      return frame.at(level).b;
    }
  }

  private static final class Rest0 extends VariableNode {
    private final int index;

    Rest0(SourceText source, int start, int slot) {
      super(source, start);
      this.index = slot - 2;
    }

    @Override
    Value get(Frame frame) {
      return frame.rest[index];
    }
  }

  private static final class Rest1 extends VariableNode {
    private final int index;

    Rest1(SourceText source, int start, int slot) {
      super(source, start);
      this.index = slot - 2;
    }

    @Override
    Value get(Frame frame) {
      return frame.up.rest[index];
    }
  }

  private static final class Rest extends VariableNode {
    private final int level;
    private final int index;

    Rest(SourceText source, int start, int level, int slot) {
      super(source, start);
      this.level = level;
      this.index = slot - 2;
    }

    @Override
    Value get(Frame frame) {
      return frame.at(level).rest[index];
    }
  }
}
