package livery.testkit;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;

/** Proves that a record with an {@code equals} of its own tells all of its components apart. */
public final class RecordKeys {

  private RecordKeys() {}

  /**
   * Makes one record twice, and others that differ from it in one component each.
   *
   * @param name of the class, as {@link Class#forName} takes it
   * @throws AssertionError when two alike are not equal, or two that differ are
   */
  public static void requireAllCompared(String name) throws ReflectiveOperationException {
    var type = Class.forName(name);
    if (type.getDeclaredMethod("equals", Object.class).getDeclaringClass() != type) {
      throw new AssertionError(name + " has no equals of its own");
    }
    var one = make(type, -1);
    var same = make(type, -1);
    require(
        one.equals(same) && one.hashCode() == same.hashCode(), name + " is not equal to itself");
    require(!one.equals(null) && !one.equals("another"), name + " is equal to everything");
    var components = type.getRecordComponents();
    for (var i = 0; i < components.length; i++) {
      var other = make(type, i);
      require(
          !one.equals(other) && !other.equals(one),
          name + " does not compare " + components[i].getName());
    }
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new AssertionError(message);
    }
  }

  private static Object make(Class<?> type, int changed) throws ReflectiveOperationException {
    var components = type.getRecordComponents();
    var values = new Object[components.length];
    for (var i = 0; i < values.length; i++) {
      values[i] = value(components[i].getType(), 1_000 - 2 * i - (i == changed ? 1 : 0));
    }
    var types = Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
    var constructor = type.getDeclaredConstructor(types);
    constructor.setAccessible(true);
    return constructor.newInstance(values);
  }

  /** Another value for each number; an even and the odd one below it tell two values apart. */
  private static Object value(Class<?> type, int number) throws ReflectiveOperationException {
    if (type == int.class) {
      return number;
    }
    if (type == long.class) {
      return (long) number;
    }
    if (type == boolean.class) {
      return number % 2 == 0;
    }
    if (type == String.class) {
      return new StringBuilder().append(number).toString(); // never the same object
    }
    if (type == BigDecimal.class) {
      return BigDecimal.valueOf(number);
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(number);
    }
    if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(number);
    }
    if (type.isEnum()) {
      return type.getEnumConstants()[number % 2];
    }
    return make(type, number % 2 == 0 ? -1 : 0);
  }
}
