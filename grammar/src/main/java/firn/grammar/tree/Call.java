package firn.grammar.tree;

import java.util.List;

/**
 * Application, n-ary: {@code f a b} is one node with two arguments, and so is {@code (f a) b}, so
 * that a function of known arity can be entered at once. The pipe operators are calls as well:
 * {@code a |> f} and {@code f <| a} both mean {@code f a}.
 *
 * @param function never a {@code Call} itself
 * @param arguments at least one
 * @param start of the function, also for a pipe, where the argument may stand before it
 */
public record Call(Expr function, List<Expr> arguments, int start, int end) implements Expr {}
