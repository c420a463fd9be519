package firn.container;

import firn.apply.ActivationException;
import firn.apply.Generations;
import firn.apply.Layout;
import firn.apply.Outcome;
import firn.apply.Progress;
import firn.apply.Recovery;
import firn.apply.Switch;
import firn.machine.CommandResult;
import firn.machine.Entry;
import firn.machine.Machine;
import firn.machine.RootFolder;
import firn.manifest.LoadedSystem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;

/**
 * A container that no configuration of its machine declares: made, changed and destroyed by
 * command. Its files are laid out and switched as those of a declared one.
 *
 * @param host the machine it is on, booted
 * @param store where a logical store path lies on this machine
 */
public record ImperativeContainer(
    Machine host, String name, Function<String, Path> store, Progress progress) {
  private static final String UNITS = "/etc/systemd/system/";
  private static final String WANTED = UNITS + "multi-user.target.wants/";
  private static final Duration TOOL = Duration.ofMinutes(2);

  /**
   * What a container is made of.
   *
   * @param root the store path that keeps both from being collected
   * @param system the container's system
   * @param unit the file of the unit that runs it
   */
  public record Parts(String root, String system, String unit) {}

  /** Refuses to make a container whose name, or whose folder, is taken. */
  public void requireFree() throws IOException {
    if (new Containers(host).find(name).isPresent()) {
      throw new ContainerException(
          "the container " + name + " exists already",
          "change it with 'firn container update', or choose another name");
    }
    String unit = UNITS + Container.unit(name);
    if (!(host.files().read(unit) instanceof Entry.Absent)) {
      throw new ContainerException(
          "the unit " + unit + " exists already, and is not Firn's", "choose another name");
    }
    if (!host.files().list(Container.stateDir(name)).isEmpty()) {
      throw new ContainerException(
          "an earlier container " + name + " left its files in " + Container.stateDir(name),
          "move or remove them, or choose another name");
    }
  }

  /** Makes the container, or leaves nothing of it. */
  public void create(ContainerConf conf, Parts parts) throws IOException {
    RootFolder files = host.files();
    files.makeFolders(Container.stateDir(name));
    switchTo(parts.system());
    keep(parts);
    files.put(UNITS + Container.unit(name), new Entry.Link(parts.unit()));
    if (conf.get(ContainerConf.AUTO_START) != null) {
      files.put(WANTED + Container.unit(name), new Entry.Link("../" + Container.unit(name)));
    }
    write(conf);
    must("systemd could not read its units", host.systemctl().daemonReload());
  }

  /** Writes its settings. */
  public void write(ContainerConf conf) throws IOException {
    host.files()
        .put(
            Containers.confPath(name),
            new Entry.Regular(conf.text().getBytes(StandardCharsets.UTF_8), 0644, 0, 0));
  }

  /**
   * Gives the container another system. While it runs, that is switched to in place; if its unit
   * changed, for it has another root tree or another link, it starts anew. If that fails, it is as
   * it was.
   *
   * @throws ActivationException if the new system does not come up; the old one runs again
   */
  public void update(Parts parts) throws IOException {
    RootFolder files = host.files();
    String unit = Container.unit(name);
    Entry before = files.read(UNITS + unit);
    boolean up = host.systemctl().mainPid(unit) != 0;
    if (before.equals(new Entry.Link(parts.unit()))) {
      switchTo(parts.system());
      keep(parts);
      return;
    }
    String old;
    try (Machine container = open()) {
      old = new Generations(container.files(), Generations.SYSTEM).current();
    }
    if (up) {
      progress.note("restarting " + name + ": its unit changed");
      must(name + " does not stop", host.systemctl().job("stop", List.of(unit)));
    }
    try {
      replace(parts.system(), new Entry.Link(parts.unit()), up);
      keep(parts);
    } catch (IOException | RuntimeException e) {
      progress.note("undoing: " + e.getMessage());
      host.systemctl().job("stop", List.of(unit));
      replace(Objects.requireNonNull(old), before, up);
      throw e;
    }
  }

  private void replace(String system, Entry unit, boolean start) throws IOException {
    String name = Container.unit(this.name);
    switchTo(system);
    host.files().put(UNITS + name, unit);
    must("systemd could not read its units", host.systemctl().daemonReload());
    if (start) {
      CommandResult started = host.systemctl().job("start", List.of(name));
      if (!started.succeeded()) {
        throw new ActivationException(
            name + " does not start: " + host.systemctl().log(name, 5).strip());
      }
    }
  }

  /** Stops the container and removes all that it consists of, its files too. */
  public void destroy() throws IOException {
    RootFolder files = host.files();
    String unit = Container.unit(name);
    if (host.systemctl().mainPid(unit) != 0) {
      must(name + " does not stop", host.systemctl().job("stop", List.of(unit)));
    }
    files.remove(WANTED + unit);
    files.remove(UNITS + unit);
    host.run(TOOL, List.of("systemctl", "reset-failed", unit));
    must("systemd could not read its units", host.systemctl().daemonReload());
    new StateFolder(host, profiles()).remove();
    new StateFolder(host, roots()).remove();
    new StateFolder(host, Container.stateDir(name)).remove();
    files.remove(Containers.confPath(name));
    files.flush();
  }

  private String profiles() {
    return "/nix/var/nix/profiles/per-container/" + name;
  }

  private String roots() {
    return "/nix/var/nix/gcroots/per-container/" + name;
  }

  private Machine open() throws IOException {
    return host.container(name, Container.stateDir(name), Container.unit(name));
  }

  /** Makes the files of the container those of a system, and its units too if it runs. */
  private void switchTo(String system) throws IOException {
    try (Machine container = open()) {
      Recovery.of(container, store, progress);
      if (!container.isBooted()) {
        new Layout(LoadedSystem.read(system, store).manifest(), store).apply(container.files());
      }
      try (Switch change = Switch.plan(container, system, store)) {
        switch (change.apply(progress)) {
          case Outcome.Switched done -> {}
          case Outcome.Unconfirmed waiting -> {}
          case Outcome.Refused refused ->
              throw new ActivationException(
                  name + " was left as it was: " + String.join("; ", refused.obstacles()));
          case Outcome.Undone undone ->
              throw new ActivationException(name + " was left as it was: " + undone.reason());
          case Outcome.NotUndone failed ->
              throw new ActivationException(
                  name
                      + " could not be changed, nor left as it was: "
                      + failed.reason()
                      + "; "
                      + String.join("; ", failed.problems()));
        }
      }
    }
  }

  /** Moves the profile, and keeps the store paths from being collected. */
  private void keep(Parts parts) throws IOException {
    RootFolder files = host.files();
    files.put(roots() + "/container", new Entry.Link(parts.root()));
    new Generations(files, profiles() + "/system").add(parts.system());
  }

  private static void must(String what, CommandResult result) {
    if (!result.succeeded()) {
      throw new ActivationException(what + ": " + result.complaint());
    }
  }
}
