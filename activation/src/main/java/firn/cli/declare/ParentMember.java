package firn.cli.declare;

import java.lang.annotation.Annotation;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.IAnnotatedElement;
import picocli.CommandLine.Model.IGetter;
import picocli.CommandLine.Model.IScope;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.ITypeInfo;

/** A member that takes the command above; picocli asks nothing of it but to be set. */
final class ParentMember implements IAnnotatedElement {
  private final Consumer<Object> member;

  ParentMember(Consumer<Object> member) {
    this.member = member;
  }

  @Override
  public ISetter setter() {
    return new ISetter() {
      @Override
      @SuppressWarnings({"unchecked", "NullAway"}) // as picocli declares it
      public <T> T set(T value) {
        member.accept(value);
        return (T) (Object) null;
      }
    };
  }

  @Override
  public boolean isParentCommand() {
    return true;
  }

  @Override
  public boolean isAnnotationPresent(Class<? extends Annotation> annotation) {
    return false;
  }

  @Override
  @SuppressWarnings("NullAway") // as picocli declares it
  public <T extends Annotation> @Nullable T getAnnotation(Class<T> annotation) {
    return null;
  }

  @Override
  public Object userObject() {
    return member;
  }

  @Override
  public String getName() {
    return "parent";
  }

  @Override
  public String getMixinName() {
    return "";
  }

  @Override
  public String getToString() {
    return getName();
  }

  @Override
  public boolean isArgSpec() {
    return false;
  }

  @Override
  public boolean isOption() {
    return false;
  }

  @Override
  public boolean isParameter() {
    return false;
  }

  @Override
  public boolean isArgGroup() {
    return false;
  }

  @Override
  public boolean isMixin() {
    return false;
  }

  @Override
  public boolean isUnmatched() {
    return false;
  }

  @Override
  public boolean isSpec() {
    return false;
  }

  @Override
  public boolean isMultiValue() {
    return false;
  }

  @Override
  public boolean isInteractive() {
    return false;
  }

  @Override
  public boolean hasInitialValue() {
    return false;
  }

  @Override
  public boolean isMethodParameter() {
    return false;
  }

  @Override
  public int getMethodParamPosition() {
    return -1;
  }

  @Override
  public IScope scope() {
    throw new UnsupportedOperationException();
  }

  @Override
  public IGetter getter() {
    throw new UnsupportedOperationException();
  }

  @Override
  public ITypeInfo getTypeInfo() {
    throw new UnsupportedOperationException();
  }
}
