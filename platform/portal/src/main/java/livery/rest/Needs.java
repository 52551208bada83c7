package livery.rest;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What an API key must be allowed to do for this method: {@code @Needs("messages:write")}. On a
 * class it holds for all of its methods.
 *
 * <p>A key with {@code admin} may do everything; {@link #ANYTHING} asks for a key and no more;
 * {@link #NOBODY} is open to all.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Needs {

  /** Any key. */
  String ANYTHING = "anything";

  /** No key. */
  String NOBODY = "nobody";

  /** The scope, or one of the constants here. */
  String value();
}
