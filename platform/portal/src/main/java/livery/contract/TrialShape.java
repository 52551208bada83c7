package livery.contract;

import java.math.BigDecimal;
import java.util.List;
import livery.frame.Amounts;

/** A trial of other terms as JSON; months oldest first. */
public record TrialShape(
    String group, String currency, List<Month> months, List<Client> clients, List<Point> curve) {

  /** A month, "2026-03": by the price list, what the contract saves, what is tried would save. */
  public record Month(
      String month,
      long quantity,
      BigDecimal charged,
      BigDecimal earned,
      BigDecimal passedOn,
      BigDecimal tried,
      BigDecimal triedPassedOn) {}

  /** What a client used in all months, gets and would get. */
  public record Client(
      long id,
      String name,
      long quantity,
      BigDecimal charged,
      BigDecimal share,
      BigDecimal triedShare) {}

  /** What a month of a volume costs. */
  public record Point(BigDecimal volume, BigDecimal list, BigDecimal now, BigDecimal tried) {}

  static TrialShape of(Simulation.Outcome outcome) {
    return new TrialShape(
        outcome.group(),
        outcome.currency(),
        outcome.months().stream()
            .map(
                one ->
                    new Month(
                        one.month().toString(),
                        one.quantity(),
                        Amounts.plain(one.charged()),
                        Amounts.plain(one.earned()),
                        Amounts.plain(one.passedOn()),
                        Amounts.plain(one.tried()),
                        Amounts.plain(one.triedPassedOn())))
            .toList(),
        outcome.clients().stream()
            .map(
                one ->
                    new Client(
                        one.id(),
                        one.name(),
                        one.quantity(),
                        Amounts.plain(one.charged()),
                        Amounts.plain(one.share()),
                        Amounts.plain(one.triedShare())))
            .toList(),
        outcome.curve().stream()
            .map(one -> new Point(one.volume(), one.list(), one.now(), one.tried()))
            .toList());
  }
}
