// Tokens of the Nix expression language.
//
// Longest match wins, then the first rule, exactly as in the original scanner. No rule has a predicate or an
// action in Java: the build turns the rules into the automaton that Scanner walks, and no ANTLR lexer ever runs.
// Scanner adds the three things that a rule cannot say: PATH_HEAD gives back its "${", a byte that no rule of a
// path mode matches ends the path, and a closing brace too many pops nothing.
//
// Bytes above 127 reach this grammar as 127: the language only has them in comments and strings.
lexer grammar NixLexer;

tokens {
  // Told from their plain forms by one or two tokens of lookahead; see TokenBuffer.
  BINDER, // an identifier before ':' or '@': the parameter of a lambda
  PATTERN_OPEN, // the '{' of a lambda's pattern
  OLD_LET, // the 'let' of let { … }
  LAST_COMMA // the ',' before '}' or '...' of a pattern
}

IF: 'if';
THEN: 'then';
ELSE: 'else';
ASSERT: 'assert';
WITH: 'with';
LET: 'let';
IN: 'in';
REC: 'rec';
INHERIT: 'inherit';
OR_KEYWORD: 'or';
ELLIPSIS: '...';

EQUAL: '==';
NOT_EQUAL: '!=';
LESS_OR_EQUAL: '<=';
GREATER_OR_EQUAL: '>=';
AND: '&&';
OR: '||';
IMPLIES: '->';
UPDATE: '//';
CONCAT: '++';
PIPE_FROM: '<|';
PIPE_INTO: '|>';
LESS: '<';
GREATER: '>';
PLUS: '+';
MINUS: '-';
TIMES: '*';
SLASH: '/';
NOT: '!';
QUESTION: '?';

ASSIGN: '=';
SEMICOLON: ';';
COLON: ':';
COMMA: ',';
DOT: '.';
AT: '@';
LPAREN: '(';
RPAREN: ')';
LBRACKET: '[';
RBRACKET: ']';

ID: [a-zA-Z_] [a-zA-Z0-9_'\-]*;
INT: [0-9]+;
FLOAT: ([1-9] [0-9]* '.' [0-9]* | '0'? '.' [0-9]+) ([Ee] [+\-]? [0-9]+)?;

DOLLAR_CURLY: '${' -> pushMode(DEFAULT_MODE);
RBRACE: '}' -> popMode;
LBRACE: '{' -> pushMode(DEFAULT_MODE);

QUOTE: '"' -> pushMode(STRING);
INDENT_OPEN: '\'\'' (' '* '\n')? -> pushMode(INDENTED);

fragment PATH_CHAR: [a-zA-Z0-9._\-+];
fragment PATH_BODY: PATH_CHAR* ('/' PATH_CHAR+)+;
fragment PATH_SEGMENT: PATH_CHAR* '/';
fragment HOME_BODY: '~' ('/' PATH_CHAR+)+;

// A segment before an interpolation, such as the "a/" of a/${b}; Scanner gives back the "${".
PATH_HEAD: PATH_SEGMENT '${' -> pushMode(IN_PATH_AFTER_SLASH);
HOME_PATH_HEAD: '~/${' -> pushMode(IN_PATH_AFTER_SLASH);
PATH: PATH_BODY -> pushMode(IN_PATH);
PATH_WITH_SLASH: PATH_BODY '/' -> type(PATH), pushMode(IN_PATH_AFTER_SLASH);
HOME_PATH: HOME_BODY -> pushMode(IN_PATH);
HOME_PATH_WITH_SLASH: HOME_BODY '/' -> type(HOME_PATH), pushMode(IN_PATH_AFTER_SLASH);

SEARCH_PATH: '<' PATH_CHAR+ ('/' PATH_CHAR+)* '>';
URI: [a-zA-Z] [a-zA-Z0-9+\-.]* ':' [a-zA-Z0-9%/?:@&=+$,\-_.!~*']+;

WHITESPACE: [ \t\r\n]+ -> skip;
LINE_COMMENT: '#' ~[\r\n]* -> skip;
BLOCK_COMMENT: '/*' (~'*' | '*'+ ~[*/])* '*'+ '/' -> skip;

INVALID: .;

mode STRING;
STRING_TEXT: (~[$"\\] | '$' ~[{"\\] | '\\' . | '$\\' .)+;
STRING_DOLLAR: '$' -> type(STRING_TEXT); // before the closing quote
STRING_INTERPOLATION: '${' -> type(DOLLAR_CURLY), pushMode(DEFAULT_MODE);
STRING_END: '"' -> type(QUOTE), popMode;

mode INDENTED;
INDENT_TEXT: (~[$'] | '$' ~[{'] | '\'' ~['$])+;
INDENT_DOLLAR: '\'\'$' | '$';
INDENT_QUOTES: '\'\'\'';
INDENT_ESCAPE: '\'\'\\' .;
INDENT_INTERPOLATION: '${' -> type(DOLLAR_CURLY), pushMode(DEFAULT_MODE);
INDENT_CLOSE: '\'\'' -> popMode;
INDENT_QUOTE: '\'';

mode IN_PATH;
PATH_INTERPOLATION: '${' -> pushMode(DEFAULT_MODE);
PATH_TEXT: PATH_BODY | PATH_CHAR+;
PATH_TEXT_WITH_SLASH: (PATH_BODY '/' | PATH_SEGMENT) -> type(PATH_TEXT), mode(IN_PATH_AFTER_SLASH);

mode IN_PATH_AFTER_SLASH;
SLASH_INTERPOLATION: '${' -> type(PATH_INTERPOLATION), mode(IN_PATH), pushMode(DEFAULT_MODE);
SLASH_TEXT: (PATH_BODY | PATH_CHAR+) -> type(PATH_TEXT), mode(IN_PATH);
SLASH_TEXT_WITH_SLASH: (PATH_BODY '/' | PATH_SEGMENT) -> type(PATH_TEXT);
