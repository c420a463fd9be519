package firn.cli.rebuild;

import firn.apply.Ending;
import firn.apply.Intent;
import firn.apply.Outcome;
import firn.apply.Report;
import firn.apply.Switch;
import firn.cli.Session;
import firn.cli.Terminal;
import firn.machine.HostMachine;
import firn.plan.PlanText;
import firn.store.StorePath;
import firn.store.local.LocalStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A switch of the machine that a command acts on, planned and ready to be applied. */
public final class HostSwitch implements AutoCloseable {
  private final RebuildOptions options;
  private final ActivationOptions activation;
  private final Session session;
  private final HostMachine host;
  private final Switch planned;

  private HostSwitch(
      RebuildOptions options,
      ActivationOptions activation,
      Session session,
      HostMachine host,
      Switch planned) {
    this.options = options;
    this.activation = activation;
    this.session = session;
    this.host = host;
    this.planned = planned;
  }

  /** What system a command wants; null for none. */
  @FunctionalInterface
  interface Wanted {
    @Nullable String system(Session session, HostMachine host) throws IOException;
  }

  /** The system that the configuration describes, or a specialisation of it. */
  static Wanted configured(RebuildOptions options, ActivationOptions activation) {
    return (session, host) -> {
      StorePath system = WantedSystem.build(session, options);
      session.keepLock();
      return Specialisation.of(system.toString(), activation.specialisation, session);
    };
  }

  /** Plans, and changes nothing. */
  static HostSwitch plan(
      RebuildOptions options, ActivationOptions activation, Terminal terminal, Wanted wanted)
      throws IOException {
    return plan(options, activation, terminal, wanted, false);
  }

  /** Plans a switch that is to be applied: one that was interrupted before is ended first. */
  static HostSwitch begin(
      RebuildOptions options, ActivationOptions activation, Terminal terminal, Wanted wanted)
      throws IOException {
    return plan(options, activation, terminal, wanted, true);
  }

  private static HostSwitch plan(
      RebuildOptions options,
      ActivationOptions activation,
      Terminal terminal,
      Wanted wanted,
      boolean recover)
      throws IOException {
    if (!activation.isHere() && options.session.store == null) {
      options.session.store = activation.root;
    }
    Session session = options.open(terminal);
    HostMachine host = null;
    try {
      host = HostMachine.at(activation.root);
      if (recover) {
        Recoverer.beforeSwitch(host, resolver(session.store()), terminal);
      }
      String system = wanted.system(session, host);
      return new HostSwitch(
          options, activation, session, host, Switch.plan(host, system, resolver(session.store())));
    } catch (IOException | RuntimeException e) {
      if (host != null) {
        host.close();
      }
      session.close();
      throw e;
    }
  }

  Switch planned() {
    return planned;
  }

  Session session() {
    return session;
  }

  HostMachine host() {
    return host;
  }

  /** Says what will be done, does it, tells what came of it, and answers the exit code. */
  int apply(Ending ending, Duration confirm, Duration settle, Terminal terminal)
      throws IOException {
    terminal.say(PlanText.render(planned.plan(), options.verbose).stripTrailing());
    List<String> recovery =
        activation.isHere() ? ActivationOptions.recovery(session.root(), "--boot") : List.of();
    if (!confirm.isZero()) {
      Watcher.start(session.root(), activation);
    }
    Outcome outcome;
    try (Interruption progress = new Interruption(new StepProgress(terminal))) {
      outcome = planned.apply(new Intent(ending, confirm, recovery, settle), progress);
    }
    Report report = new Report(List.of(planned.plan()), outcome);
    int code = Reporter.report(terminal, report, options.json);
    if (outcome instanceof Outcome.Unconfirmed waiting) {
      return Confirmation.await(host, resolver(session.store()), waiting.until(), terminal);
    }
    return code;
  }

  /** Where a logical path lies on this machine. */
  public static Function<String, Path> resolver(LocalStore store) {
    return logical -> {
      StorePath path = StorePath.containing(logical);
      return store
          .physical(path)
          .resolve(logical.substring(path.toString().length()).replaceFirst("^/", ""));
    };
  }

  @Override
  public void close() {
    planned.close();
    host.close();
    session.close();
  }
}
