package firn.cli.rebuild;

import firn.apply.Outcome;
import firn.apply.Report;
import firn.apply.Switch;
import firn.cli.Session;
import firn.cli.SystemConfiguration;
import firn.cli.Terminal;
import firn.machine.Machine;
import firn.plan.Plan;
import firn.plan.PlanText;
import firn.store.StorePath;
import firn.store.posix.Program;
import firn.tryhost.TryHost;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** {@code firn rebuild try}. */
@Command(
    name = "try",
    description = {
      "Boot a throwaway host made from the configuration, switch it as a real host is switched, and check its health.",
      "With several configurations, they are applied to the same host one after the other."
    })
public final class RebuildTry implements Callable<Integer> {
  /** What makes a system that can be booted by itself of one that is meant for a distribution. */
  public static final List<String> OWN_ROOT =
      List.of("{ lib, ... }: { firn.host.root = lib.mkForce \"closure\"; }");

  /** What brings the program that boots the host where this machine has none. */
  private static final String OWN_NSPAWN = "{ firn.host.packages = [ \"systemd-container\" ]; }";

  @ParentCommand RebuildCommand rebuild;
  @Mixin RebuildOptions options;

  @Option(
      names = "--once",
      description = "End after the health checks instead of offering a shell.")
  boolean once;

  @Override
  public Integer call() throws IOException {
    TryHost.requireRoot();
    Terminal terminal = rebuild.terminal();
    try (Session session = options.open(terminal)) {
      List<StorePath> systems = new ArrayList<>();
      List<String> modules = new ArrayList<>(OWN_ROOT);
      if (Program.find("systemd-nspawn") == null) {
        modules.add(OWN_NSPAWN);
      }
      for (Path file : options.configurations()) {
        systems.add(new SystemConfiguration(session, file, modules).build());
      }
      session.keepLock();
      Function<String, Path> resolver = HostSwitch.resolver(session.store());
      Path storeFolder = session.root().resolve("nix/store");
      try (TryHost host =
          TryHost.boot(systems.getFirst().toString(), resolver, storeFolder, terminal::say)) {
        Report report = apply(host.machine(), systems, resolver);
        int code = Reporter.report(terminal, report, options.json);
        if (!once && System.console() != null) {
          shell(host.machine());
        }
        return code;
      }
    }
  }

  private Report apply(Machine host, List<StorePath> systems, Function<String, Path> resolver)
      throws IOException {
    Terminal terminal = rebuild.terminal();
    List<Plan> plans = new ArrayList<>();
    Outcome last = new Outcome.Undone("there was nothing to apply", null);
    for (StorePath system : systems) {
      try (Switch step = Switch.plan(host, system.toString(), resolver)) {
        plans.add(step.plan());
        String text =
            "plan for "
                + system.name()
                + "\n"
                + PlanText.render(step.plan(), options.verbose).stripTrailing();
        if (options.json) {
          terminal.say(text);
        } else {
          terminal.print(text);
          terminal.out().flush();
        }
        last = step.apply(new StepProgress(terminal));
      }
      if (!(last instanceof Outcome.Switched)) {
        break;
      }
    }
    return new Report(plans, last);
  }

  private static void shell(Machine host) throws IOException {
    ProcessBuilder shell =
        new ProcessBuilder(
            Program.resolve(
                List.of(
                    "nsenter",
                    "--target",
                    Integer.toString(host.leader()),
                    "--all",
                    "/bin/bash",
                    "--login")));
    shell.inheritIO();
    try {
      shell.start().waitFor();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
