package livery.testkit;

import java.lang.StackWalker.StackFrame;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Modifier;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Databases that belong to one test, and go back when it has ended, for the next that asks. JUnit
 * finds it by its service file.
 *
 * <p>To one test belongs what its constructor, its set-up or itself has made. What a static
 * initialiser or a static method made is its class's, and stays. Nor does a database go back while
 * a thread lives that began since the test before: it may still be at work in there.
 */
public final class Loans implements TestExecutionListener {

  private static final StackWalker WALKER =
      StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE);
  private static final List<String> MACHINERY =
      List.of("java.", "jdk.", "sun.", "org.junit.", "org.apache.maven.");

  private record Loan(Template template, TestDatabase database) {}

  private static final List<Loan> OPEN = new ArrayList<>();
  private static Set<Long> threads = Set.of();

  /** Made by JUnit. */
  public Loans() {}

  /** Notes a database, if it is made for one test. */
  static void note(Template template, TestDatabase database) {
    var frames = WALKER.walk(stack -> stack.filter(Loans::isOurs).collect(Collectors.toList()));
    if (isOfOneTest(frames)) {
      synchronized (OPEN) {
        OPEN.add(new Loan(template, database));
      }
    }
  }

  private static boolean isOurs(StackFrame frame) {
    return MACHINERY.stream().noneMatch(frame.getClassName()::startsWith);
  }

  private static boolean isOfOneTest(List<StackFrame> frames) {
    var outermost = frames.get(frames.size() - 1);
    return frames.stream().noneMatch(frame -> frame.getMethodName().equals("<clinit>"))
        && (outermost.getMethodName().equals("<init>") || !isStatic(outermost));
  }

  private static boolean isStatic(StackFrame frame) {
    try {
      var parameters = frame.getMethodType().parameterArray();
      var method = frame.getDeclaringClass().getDeclaredMethod(frame.getMethodName(), parameters);
      return Modifier.isStatic(method.getModifiers());
    } catch (NoSuchMethodException unknown) {
      return true;
    }
  }

  @Override
  public void testPlanExecutionStarted(TestPlan plan) {
    threads = living();
  }

  @Override
  public void executionFinished(
      TestIdentifier test, org.junit.platform.engine.TestExecutionResult result) {
    if (!test.isTest()) {
      return;
    }
    var now = living();
    var begun = new HashSet<>(now);
    begun.removeAll(threads);
    threads = now;
    synchronized (OPEN) {
      if (begun.isEmpty()) {
        OPEN.forEach(loan -> loan.template.takeBack(loan.database));
      }
      OPEN.clear();
    }
  }

  private static Set<Long> living() {
    return Arrays.stream(ManagementFactory.getThreadMXBean().getAllThreadIds())
        .boxed()
        .collect(Collectors.toSet());
  }
}
