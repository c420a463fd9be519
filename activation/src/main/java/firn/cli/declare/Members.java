package firn.cli.declare;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.ISetter;

/** The members of one annotated object that options are bound to, by number. */
public abstract class Members {
  /** The value of a member; null for one that is a method. */
  protected abstract @Nullable Object get(int member);

  /** Sets a member, or calls it. */
  protected abstract void set(int member, @Nullable Object value);

  /** One member as picocli reads and writes it. */
  final class Member implements IGetter, ISetter {
    private final int number;

    Member(int number) {
      this.number = number;
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway", "TypeParameterUnusedInFormals"}) // picocli's own
    public <T> T get() {
      return (T) Members.this.get(number);
    }

    @Override
    @SuppressWarnings({"unchecked", "NullAway"})
    public <T> T set(T value) {
      T before = (T) Members.this.get(number);
      Members.this.set(number, value);
      return before;
    }
  }
}
