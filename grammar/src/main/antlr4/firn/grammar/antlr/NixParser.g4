// The Nix expression language.
//
// Every decision needs one token: what needs more in the original (is '{' a set or a pattern, is 'let' the old
// kind) is settled in TokenBuffer before parsing, and operators are read as a flat row that Operators groups by
// precedence. ANTLR therefore generates plain switches and never predicts.
//
// Rules build the tree as they go. A rule for an expression leaves it in `result`; local variables hold
// offsets and marks into the stacks of TreeBuilder.
parser grammar NixParser;

options {
  tokenVocab = NixLexer;
  superClass = TreeBuilder;
}

@header {
import firn.grammar.tree.*;
}

file
  : expr EOF
  ;

expr
@init { int at = enter(); }
@after { leave(); }
  : BINDER { String name = identifier(); }
    ( COLON expr { lambda(at, new Parameter.Named(name, at)); }
    | AT pattern COLON { Parameter whole = takePattern(at, name); } expr { lambda(at, whole); }
    )
  | pattern { String name = null; }
    ( AT BINDER { name = identifier(); } )?
    COLON { Parameter whole = takePattern(at, name); } expr { lambda(at, whole); }
  | ASSERT expr { Expr condition = result; } SEMICOLON expr { assertion(at, condition); }
  | WITH expr { Expr scope = result; } SEMICOLON expr { with(at, scope); }
  | IF expr { Expr condition = result; } THEN expr { Expr consequence = result; } ELSE expr
    { conditional(at, condition, consequence); }
  | LET bindings { Attributes attributes = takeAttributes(); } IN expr { let(at, attributes); }
  | operation
    ( { int mark = mark(); push(); }
      ( ( PIPE_INTO operation { pipeInto(mark); } )+ { endPipeInto(mark); }
      | ( PIPE_FROM operation { push(); } )+ { endPipeFrom(mark); }
      )
    )?
  ;

pattern
@init { Formals formals = new Formals(); }
@after { keep(formals); }
  : PATTERN_OPEN
    ( ELLIPSIS { formals.allowOthers(); }
    | formal[formals]
      ( COMMA formal[formals] )*
      ( LAST_COMMA ( ELLIPSIS { formals.allowOthers(); } )? )?
    )?
    RBRACE
  ;

formal[Formals formals]
@init { int at = nextStart(); }
  : ID { String name = identifier(); Expr orElse = null; }
    ( QUESTION expr { orElse = result; } )?
    { formals.add(new Formal(name, orElse, at)); }
  ;

operation
@init { int at = nextStart(); int mark = openOperation(); }
@after { closeOperation(mark); }
  : ( NOT { prefix(UnaryOperator.NOT); } | MINUS { prefix(UnaryOperator.NEGATE); } )*
    application
    ( ( PLUS | MINUS | TIMES | SLASH | CONCAT | UPDATE | EQUAL | NOT_EQUAL | LESS | GREATER | LESS_OR_EQUAL
      | GREATER_OR_EQUAL | AND | OR | IMPLIES ) { infix(mark); }
      ( NOT { prefix(UnaryOperator.NOT); } | MINUS { prefix(UnaryOperator.NEGATE); } )*
      application
    | QUESTION { int names = hasAttrSubject(mark); } attrpath { hasAttr(names); }
    )*
  ;

application
@init { int at = nextStart(); int mark = mark(); }
  : operand ( { startCall(mark); } operand { push(); } )* { call(mark, at); }
  ;

operand
@init { int at = nextStart(); }
  : ( ID { variable(); }
    | LPAREN expr RPAREN
    | QUOTE { int mark = mark(); } stringPart* QUOTE { string(mark, at); }
    | LBRACE bindings RBRACE { attrSet(at, false); }
    | LBRACKET { descend(); int mark = mark(); } ( operand { push(); } )* RBRACKET { ascend(); list(mark, at); }
    | INT { integer(); }
    | INDENT_OPEN { int mark = markPieces(); } indentedPart* INDENT_CLOSE { indentedString(mark, at); }
    | PATH { path(); } ( { int mark = startPath(); } pathPart+ { interpolatedPath(mark, at); } )?
    | HOME_PATH { path(); } ( { int mark = startPath(); } pathPart+ { interpolatedPath(mark, at); } )?
    | REC LBRACE bindings RBRACE { attrSet(at, true); }
    | SEARCH_PATH { searchPath(); }
    | FLOAT { floating(); }
    | URI { uri(); }
    | OLD_LET LBRACE bindings RBRACE { oldLet(at); }
    )
    ( DOT { Expr subject = result; int names = markNames(); } attrpath
      { List<AttrName> steps = takeNames(names); Expr orElse = null; }
      ( OR_KEYWORD { descend(); } operand { ascend(); orElse = result; } )?
      { select(at, subject, steps, orElse); }
    | OR_KEYWORD { callOr(at); }
    )?
  ;

stringPart
  : STRING_TEXT { stringText(); }
  | DOLLAR_CURLY expr RBRACE { push(); }
  ;

pathPart
  : PATH_TEXT { pathText(); }
  | PATH_INTERPOLATION expr RBRACE { push(); }
  ;

indentedPart
  : INDENT_TEXT { indentedText(); }
  | INDENT_DOLLAR { indentedLiteral("$"); }
  | INDENT_QUOTES { indentedLiteral("''"); }
  | INDENT_QUOTE { indentedLiteral("'"); }
  | INDENT_ESCAPE { indentedEscape(); }
  | DOLLAR_CURLY expr RBRACE { indentedInterpolation(); }
  ;

attrpath
  : attr ( DOT attr )*
  ;

attr
@init { int at = nextStart(); }
  : ID { name(at); }
  | OR_KEYWORD { name(at); }
  | QUOTE { int mark = mark(); } stringPart* QUOTE { string(mark, at); computedName(at); }
  | DOLLAR_CURLY expr RBRACE { computedName(at); }
  ;

bindings
@init { Attributes attributes = new Attributes(); }
@after { keep(attributes); }
  : ( { int at = nextStart(); int names = markNames(); } attrpath ASSIGN expr SEMICOLON
      { attributes.define(takeNames(names), at, result); }
    | INHERIT { int from = Attributes.OUTER_SCOPE; }
      ( LPAREN expr RPAREN { from = attributes.addSource(result); } )?
      { int names = markNames(); }
      attr*
      SEMICOLON { attributes.inherit(takeNames(names), from); }
    )*
  ;
