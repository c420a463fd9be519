package firn.cli.nix;

import firn.store.Derivation;
import firn.store.DerivedPath;
import firn.store.StorePath;
import firn.store.build.BuildEvent;
import firn.store.build.BuildFailure;
import firn.store.build.Realiser;
import firn.store.local.LocalStore;
import firn.store.local.Roots;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** {@code nix-store --realise}. */
final class StoreRealise {
  private StoreRealise() {}

  static int run(NixStore.Call call) throws InterruptedException {
    LocalStore store = call.session().store();
    List<DerivedPath> builds = new ArrayList<>();
    List<StorePath> plain = new ArrayList<>();
    for (String operand : call.operands()) {
      int bang = operand.indexOf('!');
      StorePath path = call.session().path(bang < 0 ? operand : operand.substring(0, bang));
      if (path.isDerivation()) {
        builds.add(
            bang < 0
                ? DerivedPath.all(path)
                : DerivedPath.of(path, List.of(operand.substring(bang + 1).split(","))));
      } else {
        plain.add(path);
      }
    }
    call.options().printBuildLogs |= !call.options().quiet;
    Realiser realiser = call.session().realiser();
    if (call.options().dryRun) {
      BuildEvent.Planned plan = realiser.planned(builds);
      DryRun.tell(call.terminal(), plan);
      return NixExitCode.DONE;
    }
    if (call.options().repair) {
      for (StorePath path : plain) {
        call.session().repairer().repair(path);
      }
    }
    try {
      realiser.ensure(plain);
      realiser.realise(builds);
    } catch (BuildFailure failed) {
      NixBuildFailure told = new NixBuildFailure(failed);
      throw call.options().printBuildLogs ? told.withoutLogs() : told;
    }
    print(call, store, builds, plain);
    return NixExitCode.DONE;
  }

  private static void print(
      NixStore.Call call, LocalStore store, List<DerivedPath> builds, List<StorePath> plain) {
    int number = 1;
    for (DerivedPath build : builds) {
      Derivation drv = store.readDerivation(build.derivation());
      for (String output : build.wanted(drv)) {
        String suffix = output.equals("out") ? "" : "-" + output;
        print(call, store, drv.outputPath(output), number, suffix);
      }
      number++;
    }
    for (StorePath path : plain) {
      print(call, store, path, number++, "");
    }
  }

  private static void print(
      NixStore.Call call, LocalStore store, StorePath path, int number, String suffix) {
    Path root = call.options().addRoot;
    if (root == null) {
      call.terminal().print(path.toString());
      return;
    }
    Path link = Path.of(root + (number == 1 ? "" : "-" + number) + suffix);
    new Roots(store.layout()).add(link, path);
    call.terminal().print(link.toAbsolutePath().normalize().toString());
  }
}
