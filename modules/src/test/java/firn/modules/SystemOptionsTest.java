package firn.modules;

import static org.assertj.core.api.Assertions.assertThat;

import firn.eval.Evaluator;
import firn.eval.builtin.EvalSettings;
import firn.eval.print.DeepForce;
import firn.eval.value.AttrsBuilder;
import firn.eval.value.Bytes;
import firn.eval.value.NixList;
import firn.eval.value.NixPath;
import firn.eval.value.Value;
import firn.store.posix.PathBytes;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What every option of a system owes its reader. */
final class SystemOptionsTest {
  private static final Path FIXTURE =
      Path.of(System.getProperty("firn.home"), "testdata/systems/package-set.nix");

  private static final List<String> NAMED =
      List.of(
          "system.stateVersion",
          "networking.hostName",
          "networking.domain",
          "networking.hosts",
          "networking.firewall.allowedTCPPorts",
          "networking.nat.internalInterfaces",
          "networking.interfaces",
          "networking.nameservers",
          "networking.bridges",
          "networking.useHostResolvConf",
          "services.nginx.virtualHosts",
          "services.openssh.settings",
          "services.postgresql.ensureDatabases",
          "services.mysql.ensureUsers",
          "services.mariadb",
          "services.redis.servers",
          "services.nextcloud.hostName",
          "services.phpfpm.pools",
          "services.cron.systemCronJobs",
          "services.journald.extraConfig",
          "users.users",
          "users.groups",
          "users.mutableUsers",
          "environment.systemPackages",
          "environment.etc",
          "environment.variables",
          "environment.shellAliases",
          "systemd.services",
          "systemd.sockets",
          "systemd.timers",
          "systemd.slices",
          "systemd.mounts",
          "systemd.targets",
          "systemd.tmpfiles.rules",
          "systemd.network.networks",
          "systemd.user.services",
          "boot.kernel.sysctl",
          "boot.isContainer",
          "boot.enableContainers",
          "containers",
          "virtualisation.oci-containers.backend",
          "virtualisation.oci-containers.containers",
          "virtualisation.podman.enable",
          "virtualisation.docker.enable",
          "virtualisation.containers.containersConf.settings",
          "virtualisation.containers.registries.search",
          "virtualisation.containers.policy",
          "security.sudo.extraRules",
          "security.pam.services",
          "security.acme.certs",
          "time.timeZone",
          "i18n.defaultLocale",
          "fileSystems",
          "nix.settings",
          "nixpkgs.config",
          "nixpkgs.overlays");

  /** {@code options}: those a reader sees, of a system and of the submodules in it. */
  private static final String OPTIONS =
      """
      { nix, lib, fixture }:
      let
        system = import (nix + "/nixos/lib/eval-config.nix") {
          inherit lib;
          pkgs = import fixture { inherit nix lib; };
          system = "x86_64-linux";
          modules = [ { system.stateVersion = "24.11"; } ];
        };
        # Where an option is declared besides another name for it, the other name says no more than which it is.
        isAlias = option: lib.hasPrefix "Alias of " (option.description or "");
        options = lib.filter (o: o.visible && !o.internal && !isAlias o) (lib.optionAttrSetToDocList system.options);
        writable = lib.filter (o: !o.readOnly) options;
        isCode = value: builtins.elem (value._type or "") [ "literalExpression" "literalMD" ];
        codeOf = name: option: lib.optional (option.${name}._type or "" == "literalExpression") {
          inherit (option) loc;
          inherit (option.${name}) text;
        };
        # The live option, where its path leads through no submodule.
        live = lib.filter (o: lib.isOption (lib.attrByPath o.loc null system.options)) writable;
      in
      """;

  private static List<String> names(String expression) {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    return evaluator.run(() -> {
      Path nix = Library.root();
      Value names =
          evaluator
              .evalExpression(OPTIONS + expression)
              .call(
                  new AttrsBuilder(3)
                      .put("nix", NixPath.of(PathBytes.of(nix)))
                      .put("lib", evaluator.evalFile(nix.resolve("lib")))
                      .put("fixture", NixPath.of(PathBytes.of(FIXTURE)))
                      .build());
      DeepForce.force(names);
      return strings(names.asList());
    });
  }

  private static List<String> strings(NixList list) {
    List<String> strings = new ArrayList<>();
    for (Value each : list) {
      strings.add(Bytes.toUnicode(each.asBytes()));
    }
    return strings;
  }

  @Test
  void thereAreMany() {
    assertThat(names("map (o: o.name) options")).hasSizeGreaterThan(1000);
  }

  /** Options, and sets of them, that configurations written for NixOS name. */
  @Test
  void configurationsFindWhatTheyName() {
    List<String> missing = new ArrayList<>(NAMED);
    missing.removeAll(
        names(
            "lib.filter (name: lib.hasAttrByPath (lib.splitString \".\" name) system.options) [ "
                + String.join(" ", NAMED.stream().map(name -> '"' + name + '"').toList())
                + " ]"));
    assertThat(missing).isEmpty();
  }

  @Test
  void allHaveADescriptionAndAType() {
    assertThat(
            names(
                """
                map (o: o.name) (
                  lib.filter (o: (o.description or null) == null || o.description == "" || (o.type or "") == "") options
                )
                """))
        .isEmpty();
  }

  @Test
  void allThatCanBeSetHaveAnExample() {
    assertThat(names("map (o: o.name) (lib.filter (o: !(o ? example)) writable)")).isEmpty();
  }

  /** Examples that are data are taken by the types of their options. */
  @Test
  void examplesFit() {
    assertThat(
            names(
                """
                let
                  fits =
                    o:
                    let
                      option = lib.getAttrFromPath o.loc system.options;
                      tried = lib.evalModules {
                        modules = [ { options.it = lib.mkOption { inherit (option) type; }; } { it = option.example; } ];
                      };
                    in
                    isCode option.example || (builtins.tryEval (builtins.seq tried.config.it true)).success;
                in
                map (o: o.name) (lib.filter (o: !(fits o)) live)
                """))
        .isEmpty();
  }

  /** Examples that are code can be read. */
  @Test
  void codeParses() {
    Evaluator evaluator = new Evaluator(EvalSettings.ofProcess());
    List<String> wrong = new ArrayList<>();
    for (String code :
        names(
            "map (c: c.text) (lib.concatMap (o: codeOf \"example\" o ++ codeOf \"default\" o) options)")) {
      try {
        evaluator.run(() ->
            evaluator.evalExpression("{ lib, pkgs, config, name, options }: (" + code + "\n)"));
      } catch (RuntimeException e) {
        wrong.add(code + ": " + e.getMessage());
      }
    }
    assertThat(wrong).isEmpty();
  }
}
