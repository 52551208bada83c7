package livery.faces;

import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A method of a page that reads: while the page is drawn it is asked once, however many places of
 * the page name it, and so for each earlier phase. An action asks anew, and so does what is drawn
 * after it. {@link Answers} keeps the answers.
 */
@InterceptorBinding
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface Once {}
