package livery.report;

import java.util.List;

/**
 * What the dashboard shows for one stretch of time.
 *
 * @param days the stretch
 * @param figures see {@link Figure}
 * @param times labels of {@code received} and {@code sent}: hours of today as 0 to 23, or days as
 *     ISO dates
 * @param hoursIn received by hour of the day, 0 to 23, in the tenant's zone
 * @param hoursOut the same, sent
 */
public record Overview(
    int days,
    List<Figure> figures,
    List<String> times,
    List<Long> received,
    List<Long> sent,
    List<Long> hoursIn,
    List<Long> hoursOut,
    List<Group> operators,
    List<Group> campaigns,
    List<Group> clients) {

  public Overview {
    figures = List.copyOf(figures);
    times = List.copyOf(times);
    received = List.copyOf(received);
    sent = List.copyOf(sent);
    hoursIn = List.copyOf(hoursIn);
    hoursOut = List.copyOf(hoursOut);
    operators = List.copyOf(operators);
    campaigns = List.copyOf(campaigns);
    clients = List.copyOf(clients);
  }

  /**
   * One operator, campaign or client.
   *
   * @param id of a link, a campaign or a tenant
   * @param deliveredShare {@code null} while nothing has an outcome
   */
  public record Group(
      long id, String name, long received, long sent, Double deliveredShare, long spendMicros) {}

  /** The figure with this name. */
  public Figure figure(String name) {
    return figures.stream().filter(one -> one.name().equals(name)).findFirst().orElseThrow();
  }

  /** Whether nothing at all has happened. */
  public boolean isEmpty() {
    return figures.stream().allMatch(one -> one.value() == 0);
  }
}
