package livery.stock;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import livery.task.Errand;
import livery.task.Progress;
import livery.task.Task;
import livery.tenant.Scope;

/** An import of stock as work that goes on without the page. */
@ApplicationScoped
public class StockErrand implements Errand {

  private final Stock stock;

  @Inject
  public StockErrand(Stock stock) {
    this.stock = stock;
  }

  protected StockErrand() {
    this(null);
  }

  @Override
  public Task.Kind kind() {
    return Task.Kind.NUMBERS;
  }

  @Override
  public void check(Scope scope, byte[] content) {
    stock.requireImport(scope, lines(content));
  }

  @Override
  public void run(Scope scope, byte[] content, Progress progress) {
    stock.addAll(scope, lines(content), progress);
  }

  private static List<String> lines(byte[] content) {
    return new String(content, StandardCharsets.UTF_8).lines().toList();
  }
}
