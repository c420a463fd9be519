package firn.grammar.antlr;

import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.TokenStream;

/**
 * ANTLR's parser with everything left out that building the tree on the way does not need: no parse
 * tree, no token objects, no start and stop token per rule, no listeners.
 */
abstract class BareParser extends Parser {
  private final TokenBuffer tokens;

  BareParser(TokenStream input) {
    super(input);
    this.tokens = (TokenBuffer) input;
    setBuildParseTree(false);
    removeErrorListeners();
  }

  final TokenBuffer tokens() {
    return tokens;
  }

  /** Passes over one token; no caller looks at the returned null. */
  @Override
  @SuppressWarnings("NullAway") // ANTLR's signature; the grammar labels no token
  public final Token match(int type) {
    if (tokens.type() != type) {
      return _errHandler.recoverInline(this);
    }
    tokens.advance();
    return null;
  }

  @Override
  @SuppressWarnings("NullAway") // as above
  public final Token consume() {
    tokens.advance();
    return null;
  }

  @Override
  public final void enterRule(ParserRuleContext context, int state, int ruleIndex) {
    setState(state);
    _ctx = context;
  }

  @Override
  public final void enterOuterAlt(ParserRuleContext context, int alternative) {
    _ctx = context;
  }

  @Override
  public final void exitRule() {
    ParserRuleContext context = _ctx;
    setState(context.invokingState);
    setContext((ParserRuleContext) context.parent);
  }
}
