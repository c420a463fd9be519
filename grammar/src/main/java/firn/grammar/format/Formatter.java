package firn.grammar.format;

import firn.grammar.NixParser;
import firn.grammar.Printer;
import firn.grammar.SourceText;
import firn.grammar.SyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Lays out sources of the language in its standard format. */
public final class Formatter {

  private Formatter() {}

  /**
   * The source in the standard format: the same program with the same comments. Formatting what is
   * formatted changes nothing. What comes out is parsed and compared with what came in before it is
   * handed over.
   *
   * @throws SyntaxException if the source is not an expression of the language
   * @throws FormatException if the source nests too deeply, or what would come out is not the same
   *     program (a fault of the formatter)
   */
  public static SourceText format(SourceText source) {
    String before = Printer.print(NixParser.parse(source));
    SourceText formatted = layOut(source);
    try {
      if (Printer.print(NixParser.parse(formatted)).equals(before)) {
        return formatted;
      }
    } catch (SyntaxException e) {
      throw new FormatException("formatting '" + source.name() + "' would break it: " + e, e);
    }
    throw new FormatException("formatting '" + source.name() + "' would change its meaning", null);
  }

  private static SourceText layOut(SourceText source) {
    try {
      Tokens tokens = Tokens.of(source.text(), isUtf8(source.text()));
      String text = new Layout(tokens).file(new NodeReader(tokens).expression());
      return tokens.areDecoded()
          ? SourceText.ofUnicode(source.name(), text)
          : SourceText.ofLatin1(source.name(), text);
    } catch (StackOverflowError e) {
      throw new FormatException("'" + source.name() + "' nests too deeply to be formatted", null);
    }
  }

  /** Whether the bytes are characters, which then count as one column each. */
  private static boolean isUtf8(String text) {
    try {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
