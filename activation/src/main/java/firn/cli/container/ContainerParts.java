package firn.cli.container;

import firn.cli.CommandException;
import firn.cli.DerivationSearch;
import firn.cli.ExitCode;
import firn.cli.Session;
import firn.cli.rebuild.HostSwitch;
import firn.container.ContainerConf;
import firn.container.ContainerException;
import firn.container.ImperativeContainer;
import firn.eval.Evaluator;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixAttrs;
import firn.eval.value.NixBool;
import firn.eval.value.NixInt;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.NixString;
import firn.eval.value.Value;
import firn.modules.Library;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.posix.PathBytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Builds what an undeclared container consists of, from its settings and what describes its system.
 */
final class ContainerParts {
  private final Session session;
  private final String name;
  private final ContainerConf conf;
  private final boolean closureHost;

  /**
   * @param closureHost whether the host's own {@code /usr} has systemd-nspawn
   */
  ContainerParts(Session session, String name, ContainerConf conf, boolean closureHost) {
    this.session = session;
    this.name = name;
    this.conf = conf;
    this.closureHost = closureHost;
  }

  /**
   * Builds them.
   *
   * @param configuration a module, unless the settings name a flake or a system is given
   * @param system a store path
   * @param nixpkgs where the modules are, null for those of Firn
   */
  ImperativeContainer.Parts build(
      @Nullable Path configuration, @Nullable Path system, @Nullable Path nixpkgs)
      throws IOException {
    Evaluator evaluator = session.evaluator();
    StorePath derivation =
        evaluator.run(() -> {
          Value entry = evaluator.evalExpression("{ entry, arguments }: import entry arguments");
          NixAttrs arguments = arguments(configuration, system, nixpkgs);
          return DerivationSearch.read(
                  entry
                      .call(
                          new AttrsBuilder(2)
                              .put("entry", path(Library.root().resolve("nixos/lib/container.nix")))
                              .put("arguments", arguments)
                              .build())
                      .asAttrs())
              .derivation();
        });
    session.realise(List.of(DerivedPath.of(derivation, List.of("out"))));
    StorePath built = session.store().readDerivation(derivation).outputPath("out");
    Path folder = session.store().physical(built);
    String contents = Files.readSymbolicLink(folder.resolve("system")).toString();
    if (!Files.isRegularFile(
        HostSwitch.resolver(session.store()).apply(contents).resolve("manifest.json"))) {
      throw new ContainerException(
          contents + " is not a system that Firn can run: it has no manifest.json",
          "build it with Firn's own modules");
    }
    String unit = Files.readSymbolicLink(folder.resolve("unit")).toString();
    return new ImperativeContainer.Parts(
        built.toString(), contents, unit + "/container@" + name + ".service");
  }

  private NixAttrs arguments(
      @Nullable Path configuration, @Nullable Path system, @Nullable Path nixpkgs) {
    AttrsBuilder out = new AttrsBuilder(12);
    out.put("name", text(name));
    out.put("closureHost", NixBool.of(closureHost));
    out.put("autoStart", NixBool.of(conf.get(ContainerConf.AUTO_START) != null));
    out.put("forwardPorts", ports());
    put(out, "hostBridge", conf.get(ContainerConf.HOST_BRIDGE));
    put(out, "hostAddress", conf.get(ContainerConf.HOST_ADDRESS));
    put(out, "localAddress", conf.get(ContainerConf.LOCAL_ADDRESS));
    String flake = conf.get(ContainerConf.FLAKE);
    if (flake != null) {
      int hash = flake.lastIndexOf('#');
      put(out, "flake", hash < 0 ? flake : flake.substring(0, hash));
      if (hash >= 0) {
        put(out, "flakeAttribute", flake.substring(hash + 1));
      }
    } else if (system != null) {
      put(out, "path", system.toString());
    } else if (configuration != null) {
      out.put("configuration", path(configuration));
    }
    if (nixpkgs != null) {
      out.put("nixpkgs", path(nixpkgs));
    }
    return out.build();
  }

  /** {@code tcp:8080:80}, {@code 8080:80} or {@code 80}, several with commas between them. */
  private NixList ports() {
    List<Value> out = new ArrayList<>();
    String all = conf.get(ContainerConf.HOST_PORT);
    for (String one : all == null ? new String[0] : all.split(",")) {
      String protocol = one.startsWith("udp:") ? "udp" : "tcp";
      String[] numbers = one.replaceFirst("^(tcp|udp):", "").split(":", -1);
      long host = port(one, numbers[0]);
      long container = numbers.length > 1 ? port(one, numbers[1]) : host;
      if (numbers.length > 2) {
        throw notAPort(one);
      }
      out.add(
          new AttrsBuilder(3)
              .put("protocol", text(protocol))
              .put("hostPort", NixInt.of(host))
              .put("containerPort", NixInt.of(container))
              .build());
    }
    return NixList.of(out);
  }

  private static long port(String whole, String text) {
    if (!text.matches("[0-9]{1,5}") || Integer.parseInt(text) > 65535) {
      throw notAPort(whole);
    }
    return Integer.parseInt(text);
  }

  private static CommandException notAPort(String text) {
    return new CommandException(
        ExitCode.USAGE,
        "'" + text + "' is not a port to forward",
        "write [tcp:|udp:]HOST-PORT[:CONTAINER-PORT], such as tcp:8080:80");
  }

  private static void put(AttrsBuilder out, String name, @Nullable String value) {
    if (value != null) {
      out.put(name, text(value));
    }
  }

  private static NixString text(String text) {
    return NixString.of(Bytes.ofUnicode(text));
  }

  private static NixPath path(Path path) {
    return NixPath.of(PathBytes.of(path.toAbsolutePath().normalize()));
  }
}
