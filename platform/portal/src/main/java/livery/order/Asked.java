package livery.order;

import java.io.Serializable;

/**
 * What an address asks of a list that is read part by part: its order, and behind which row the
 * part begins. Kept by a page, which takes it from the parameters {@code order} and {@code after}.
 */
public final class Asked implements Serializable {

  private static final long serialVersionUID = 1L;

  private String order = "";
  private String after = "";

  /** The place in a list; what cannot be read begins at the beginning. */
  public <T> Place<T> in(Orders<T> orders) {
    return orders.shown(order, after);
  }

  /** The beginning of the list in the same order. */
  public <T> Place<T> firstIn(Orders<T> orders) {
    return orders.shown(order, "");
  }

  public String getOrder() {
    return order;
  }

  public void setOrder(String order) {
    this.order = order == null ? "" : order;
  }

  public String getAfter() {
    return after;
  }

  public void setAfter(String after) {
    this.after = after == null ? "" : after;
  }
}
