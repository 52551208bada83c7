package livery.faces;

import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import java.io.Serializable;
import java.util.Arrays;
import java.util.List;

/** Asks a method that is to be asked {@link Once}. */
@Once
@Interceptor
@Priority(Interceptor.Priority.LIBRARY_BEFORE)
public class OnceInterceptor implements Serializable {

  private static final long serialVersionUID = 1L;

  @AroundInvoke
  Object ask(InvocationContext call) throws Exception {
    List<Object> question = Arrays.asList(call.getMethod(), Arrays.asList(call.getParameters()));
    return Answers.once(call.getTarget(), question, call::proceed);
  }
}
