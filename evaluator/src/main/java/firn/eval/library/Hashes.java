package firn.eval.library;

import firn.eval.builtin.Builtin;
import firn.eval.builtin.EvalContext;
import firn.eval.error.EvalException;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.store.Hash;
import firn.store.HashAlgorithm;
import firn.store.HashFormat;
import firn.store.MalformedException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Builtins on hashes. */
final class Hashes {
  private final EvalContext context;

  private Hashes(EvalContext context) {
    this.context = context;
  }

  static List<Builtin> of(EvalContext context) {
    Hashes h = new Hashes(context);
    return List.of(
        Builtin.binary(
            "hashString",
            "type",
            "s",
            "The hash of *s* in base 16; *type* is `md5`, `sha1`, `sha256` or `sha512`.",
            (type, s) ->
                NixString.of(
                    algorithm(Args.plain(type, Args.first("hashString")))
                        .hash(Args.string(s, Args.second("hashString")).bytes())
                        .base16())),
        Builtin.binary(
            "hashFile",
            "type",
            "p",
            "The hash of the file *p* in base 16; *type* as in `hashString`.",
            h::hashFile),
        Builtin.unary(
            "convertHash",
            "args",
            "`hash`, of `hashAlgo` unless it says so itself, in `toHashFormat`: `base16`, `nix32`,"
                + " `base64` or `sri`.",
            h::convert),
        Builtin.unary(
                "placeholder",
                "output",
                "A string that stands for the path of the derivation's own *output*.",
                o -> NixString.of(placeholder(Args.plain(o, Args.first("placeholder")))))
            .global());
  }

  private static String placeholder(String output) {
    return "/" + HashAlgorithm.SHA256.hash("nix-output:" + output).nix32();
  }

  static HashAlgorithm algorithm(String id) {
    return HashAlgorithm.byId(id)
        .orElseThrow(() ->
            new EvalException(
                "unknown hash algorithm '"
                    + id
                    + "', expect 'blake3', 'md5', 'sha1', 'sha256', or 'sha512'"));
  }

  /** A hash as attributes give it; the empty string means a hash of zeroes. */
  static Hash parse(String text, @Nullable HashAlgorithm algorithm) {
    try {
      if (text.isEmpty()) {
        if (algorithm == null) {
          throw new EvalException("empty hash requires explicit hash algorithm");
        }
        return Hash.of(algorithm, new byte[algorithm.size()]);
      }
      return Hash.parse(text, algorithm);
    } catch (MalformedException e) {
      throw new EvalException(String.valueOf(e.getMessage()), e);
    }
  }

  private Value hashFile(Value type, Value p) {
    HashAlgorithm algorithm = algorithm(Args.plain(type, Args.first("hashFile")));
    var path = context.coercion().toPath(p, "while realising the context of a path");
    return NixString.of(
        algorithm
            .hash(context.files().read(context.realise(path.path().path(), path.context())))
            .base16());
  }

  private Value convert(Value v) {
    NixAttrs arguments = Args.attrs(v, Args.first("convertHash"));
    String text =
        Args.plain(
            Args.attribute(arguments, "hash", "while locating the attribute 'hash'"),
            "while evaluating the attribute 'hash'");
    Value given = arguments.get("hashAlgo");
    HashAlgorithm algorithm =
        given == null
            ? null
            : algorithm(Args.plain(given, "while evaluating the attribute 'hashAlgo'"));
    String format =
        Args.plain(
            Args.attribute(
                arguments, "toHashFormat", "while locating the attribute 'toHashFormat'"),
            "while evaluating the attribute 'toHashFormat'");
    if (format.equals("base32")) {
      context.log("warning: \"base32\" is a deprecated alias for hash format \"nix32\".");
    }
    return NixString.of(parse(text, algorithm).digits(format(format)));
  }

  private static HashFormat format(String name) {
    return switch (name) {
      case "base16" -> HashFormat.BASE16;
      case "nix32" -> HashFormat.NIX32;
      case "base32" -> HashFormat.NIX32;
      case "base64" -> HashFormat.BASE64;
      case "sri" -> HashFormat.SRI;
      default ->
          throw new EvalException(
              "unknown hash format '" + name + "', expect 'base16', 'base32', 'base64', or 'sri'");
    };
  }
}
