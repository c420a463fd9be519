package firn.plan;

/** What a step is about. */
public sealed interface Subject {
  /** The subject as plans and reports spell it; unique together with its machine. */
  String text();

  /** The kind of subject, in the plural, for summaries. */
  String kind();

  /** A systemd unit: its file when created, changed or removed, else its process. */
  record Unit(String name) implements Subject {
    @Override
    public String text() {
      return name;
    }

    @Override
    public String kind() {
      return "units";
    }
  }

  /** A swap space, by its device or file. */
  record Swap(String device) implements Subject {
    @Override
    public String text() {
      return "swap " + device;
    }

    @Override
    public String kind() {
      return "swap spaces";
    }
  }

  /** A file below {@code /etc}, by its absolute path. */
  record File(String path) implements Subject {
    @Override
    public String text() {
      return path;
    }

    @Override
    public String kind() {
      return "files";
    }
  }

  /** A user. */
  record User(String name) implements Subject {
    @Override
    public String text() {
      return "user " + name;
    }

    @Override
    public String kind() {
      return "users";
    }
  }

  /** A group. */
  record Group(String name) implements Subject {
    @Override
    public String text() {
      return "group " + name;
    }

    @Override
    public String kind() {
      return "groups";
    }
  }

  /** A container of systemd-nspawn. */
  record Container(String name) implements Subject {
    @Override
    public String text() {
      return "container " + name;
    }

    @Override
    public String kind() {
      return "containers";
    }
  }

  /** A container of an OCI runtime. */
  record Oci(String name) implements Subject {
    @Override
    public String text() {
      return "oci container " + name;
    }

    @Override
    public String kind() {
      return "oci containers";
    }
  }
}
