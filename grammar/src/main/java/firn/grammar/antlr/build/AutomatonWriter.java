package firn.grammar.antlr.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.antlr.v4.runtime.CharStream;
import org.antlr.v4.runtime.CharStreams;
import org.antlr.v4.runtime.atn.ATN;
import org.antlr.v4.runtime.atn.ATNConfigSet;
import org.antlr.v4.runtime.atn.ATNDeserializer;
import org.antlr.v4.runtime.atn.LexerATNSimulator;
import org.antlr.v4.runtime.atn.LexerAction;
import org.antlr.v4.runtime.atn.LexerModeAction;
import org.antlr.v4.runtime.atn.LexerPushModeAction;
import org.antlr.v4.runtime.atn.LexerTypeAction;
import org.antlr.v4.runtime.atn.PredictionContextCache;
import org.antlr.v4.runtime.dfa.DFA;
import org.antlr.v4.runtime.dfa.DFAState;

/**
 * Writes the whole automaton of a lexer grammar down as a Java class, when the project is built.
 * ANTLR itself finds the automaton edge by edge in each process anew, which is most of what reading
 * a short text takes.
 *
 * <p>Run from its source, before anything is compiled, so it knows ANTLR and the JDK only.
 */
public final class AutomatonWriter {
  private static final int CHARACTERS = 128;

  private final ATN atn;
  private final Simulator simulator;
  private final CharStream nothing = CharStreams.fromString("");

  /** All states in the order in which they were found, each with where every character leads. */
  private final Map<DFAState, DFAState[]> edges = new LinkedHashMap<>();

  private final List<DFAState> starts = new ArrayList<>();

  private AutomatonWriter(ATN atn) {
    this.atn = atn;
    this.simulator = new Simulator(atn);
  }

  /**
   * Writes {@code OUTPUT/PACKAGE/NAME.java} from an {@code .interp} file that ANTLR wrote.
   *
   * @param arguments the {@code .interp} file, the folder of sources, the class's full name
   */
  public static void main(String[] arguments) throws IOException {
    AutomatonWriter writer = new AutomatonWriter(read(Path.of(arguments[0])));
    String name = arguments[2];
    Path file = Path.of(arguments[1], name.replace('.', '/') + ".java");
    writer.explore();
    String source = writer.source(name);
    if (!Files.exists(file) || !Files.readString(file).equals(source)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, source);
    }
  }

  private static ATN read(Path interp) throws IOException {
    List<String> lines = Files.readAllLines(interp);
    String numbers = lines.get(lines.indexOf("atn:") + 1);
    String[] words = numbers.substring(1, numbers.length() - 1).split(", ");
    return new ATNDeserializer()
        .deserialize(Arrays.stream(words).mapToInt(Integer::parseInt).toArray());
  }

  private void explore() {
    Deque<DFAState> unexplored = new ArrayDeque<>();
    for (int mode = 0; mode < atn.modeToStartState.size(); mode++) {
      DFAState start = simulator.start(nothing, mode);
      starts.add(start);
      unexplored.add(start);
      while (!unexplored.isEmpty()) {
        DFAState state = unexplored.remove();
        if (edges.containsKey(state)) {
          continue;
        }
        DFAState[] targets = new DFAState[CHARACTERS];
        for (int c = 0; c < CHARACTERS; c++) {
          targets[c] = simulator.target(nothing, state, c);
          if (targets[c] != LexerATNSimulator.ERROR) {
            unexplored.add(targets[c]);
          }
        }
        edges.put(state, targets);
      }
    }
  }

  private String source(String name) {
    // Zero is where no token goes on; what accepts stands last, so that one comparison tells.
    List<DFAState> order = new ArrayList<>();
    edges.keySet().stream().filter(state -> !state.isAcceptState).forEach(order::add);
    int firstAccepting = order.size() + 1;
    edges.keySet().stream().filter(state -> state.isAcceptState).forEach(order::add);
    Map<DFAState, Integer> numbers = new LinkedHashMap<>();
    order.forEach(state -> numbers.put(state, numbers.size() + 1));
    numbers.put(LexerATNSimulator.ERROR, 0);

    Map<String, Integer> classes = new LinkedHashMap<>();
    StringBuilder classOf = new StringBuilder();
    for (int c = 0; c < CHARACTERS; c++) {
      StringBuilder column = new StringBuilder();
      for (DFAState state : order) {
        column.append((char) number(numbers, state, c));
      }
      int fresh = classes.size();
      classOf.append((char) (int) classes.computeIfAbsent(column.toString(), key -> fresh));
    }
    if (order.size() > 255 || classes.size() > 127) {
      // Then a row's place no longer fits a short.
      throw new IllegalArgumentException(
          order.size() + " states and " + classes.size() + " classes; Scanner takes 255 and 127");
    }
    StringBuilder next = new StringBuilder("\0".repeat(classes.size()));
    for (DFAState state : order) {
      for (int i = 0; i < classes.size(); i++) {
        next.append((char) number(numbers, state, classOf.indexOf("" + (char) i)));
      }
    }
    StringBuilder start = new StringBuilder();
    starts.forEach(state -> start.append((char) (int) Objects.requireNonNull(numbers.get(state))));
    StringBuilder accepted = new StringBuilder();
    for (DFAState state : order.subList(firstAccepting - 1, order.size())) {
      accepted.append(acceptance(state));
    }
    int point = name.lastIndexOf('.');
    return """
    // Written by AutomatonWriter from the lexer's grammar.
    package %s;

    /** The automaton that {@link Scanner} walks: numbers as the characters of strings. */
    final class %s {
      /** How many kinds of bytes there are that no state tells apart. */
      static final int CLASSES = %d;

      /** The states from this one on have read a token. */
      static final int FIRST_ACCEPTING = %d;

      /** The class of each byte up to 127. */
      static final String CLASS_OF = %s;

      /** For each state, and in it for each class, the state to go to; 0 for none. */
      static final String NEXT = %s;

      /** The state to start in, for each mode. */
      static final String START = %s;

      /**
       * What each accepting state has read: the token's type, or 0 for what is passed over; 1 more than the
       * mode to go to; 1 more than the mode to go to until that one is left; 1 if the mode is left.
       */
      static final String ACCEPTED = %s;

      private %2$s() {}
    }
    """
        .formatted(
            name.substring(0, point),
            name.substring(point + 1),
            classes.size(),
            firstAccepting,
            literal(classOf),
            literal(next),
            literal(start),
            literal(accepted));
  }

  private int number(Map<DFAState, Integer> numbers, DFAState state, int c) {
    return Objects.requireNonNull(numbers.get(Objects.requireNonNull(edges.get(state))[c]));
  }

  private static String acceptance(DFAState state) {
    int type = state.prediction;
    int mode = 0;
    int push = 0;
    int pop = 0;
    LexerAction[] actions =
        state.lexerActionExecutor == null
            ? new LexerAction[0]
            : state.lexerActionExecutor.getLexerActions();
    for (LexerAction action : actions) {
      if (push + pop > 0) {
        throw new IllegalArgumentException("no action can follow pushMode or popMode");
      }
      switch (action.getActionType()) {
        case SKIP -> type = 0;
        case TYPE -> type = ((LexerTypeAction) action).getType();
        case MODE -> mode = 1 + ((LexerModeAction) action).getMode();
        case PUSH_MODE -> push = 1 + ((LexerPushModeAction) action).getMode();
        case POP_MODE -> pop = 1;
        default -> throw new IllegalArgumentException("action " + action + " is not provided for");
      }
    }
    return "" + (char) type + (char) mode + (char) push + (char) pop;
  }

  /** A string literal, in lines. */
  private static String literal(CharSequence text) {
    StringBuilder literal = new StringBuilder("\"");
    for (int i = 0; i < text.length(); i++) {
      if (i > 0 && i % 24 == 0) {
        literal.append("\"\n          + \"");
      }
      literal.append(String.format("\\%03o", (int) text.charAt(i)));
    }
    return literal.append('"').toString();
  }

  /** Lets the automaton be asked for edges that no text has needed yet. */
  private static final class Simulator extends LexerATNSimulator {
    Simulator(ATN atn) {
      super(null, atn, automata(atn), new PredictionContextCache());
    }

    private static DFA[] automata(ATN atn) {
      DFA[] automata = new DFA[atn.modeToStartState.size()];
      Arrays.setAll(automata, mode -> new DFA(atn.modeToStartState.get(mode), mode));
      return automata;
    }

    DFAState start(CharStream input, int newMode) {
      mode = newMode;
      ATNConfigSet configurations = computeStartState(input, atn.modeToStartState.get(newMode));
      if (configurations.hasSemanticContext) {
        throw new IllegalArgumentException("a rule with a predicate has no automaton");
      }
      return addDFAState(configurations);
    }

    DFAState target(CharStream input, DFAState state, int c) {
      DFAState known = getExistingTargetState(state, c);
      return known == null ? computeTargetState(input, state, c) : known;
    }
  }
}
