package firn.manifest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A check that must pass within its time before a switch counts. */
public sealed interface HealthEntry {
  String name();

  int timeoutSec();

  /** The URL answers with the status, and with the text in its body where one is given. */
  record Http(
      String name, String url, int expectStatus, @Nullable String expectBody, int timeoutSec)
      implements HealthEntry {}

  /** The port accepts a connection. */
  record Tcp(String name, String host, int port, int timeoutSec) implements HealthEntry {}

  /** The command succeeds. */
  record Command(String name, List<String> command, int timeoutSec) implements HealthEntry {
    public Command {
      command = List.copyOf(command);
    }
  }

  /** The unit is active. */
  record Unit(String name, String unit, int timeoutSec) implements HealthEntry {}
}
