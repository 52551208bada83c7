package livery.billing.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import livery.billing.Allocation;
import livery.billing.BillingException;
import livery.billing.Exact;
import livery.billing.Money;
import livery.billing.Rounding;

/**
 * How much of an earned discount a reseller passes on, and to whom. The sum of what clients get
 * never exceeds what was earned.
 *
 * @param sharePercent of what was earned; of no meaning for PER_CLIENT_LIST
 * @param shares percentages by client for PER_CLIENT_LIST, empty otherwise: how much each client
 *     gets of what its own quantity earned
 */
public record PassThrough(
    BigDecimal sharePercent, Among allocation, SortedMap<Long, BigDecimal> shares) {

  /** Nothing is passed on. */
  public static final PassThrough NONE = of("0", Among.PRO_RATA_QTY);

  /** By what it is shared out. */
  public enum Among {
    /** By what each client used. */
    PRO_RATA_QTY,
    /** By what each client was charged. */
    PRO_RATA_MONEY,
    /** Each client its own percentage. */
    PER_CLIENT_LIST
  }

  /** What a client used and was charged. */
  public record ClientUse(long clientId, BigDecimal quantity, Money charged) {

    public ClientUse {
      Exact.notNegative(quantity, "Client " + clientId + ": the quantity");
      Exact.present(charged, "Client " + clientId + ": what was charged");
      if (charged.isNegative()) {
        throw new BillingException.Invalid(
            "Client " + clientId + " was charged 0 or more, not " + charged);
      }
    }
  }

  public PassThrough {
    Exact.present(allocation, "How a share is passed on");
    Exact.present(shares, "The list of clients");
    shares = Collections.unmodifiableSortedMap(new TreeMap<>(shares));
    Exact.percent(sharePercent, "The share passed on");
    for (var share : shares.entrySet()) {
      Exact.percent(share.getValue(), "Client " + share.getKey() + ": the share passed on");
    }
    if (allocation != Among.PER_CLIENT_LIST && !shares.isEmpty()) {
      throw new BillingException.Invalid(allocation + " takes no list of clients");
    }
  }

  /** A share for all clients together. */
  public static PassThrough of(String sharePercent, Among allocation) {
    return new PassThrough(
        Exact.of(sharePercent, "The share passed on"), allocation, new TreeMap<>());
  }

  /** A percentage for each client; others get nothing. */
  public static PassThrough perClient(Map<Long, BigDecimal> shares) {
    var listed = new TreeMap<>(Exact.present(shares, "The list of clients"));
    return new PassThrough(BigDecimal.ZERO, Among.PER_CLIENT_LIST, listed);
  }

  /**
   * What each client gets, in coins, in the order of their ids. Shared out by largest remainder; by
   * a list, each part is rounded down.
   *
   * @param earned nothing is passed on where it is 0 or below
   * @param clients each once, all that earned it
   */
  public SortedMap<Long, Money> pass(Money earned, Collection<ClientUse> clients) {
    Exact.present(earned, "What was earned");
    var sorted = sorted(Exact.present(clients, "The list of clients"));
    var passed = new TreeMap<Long, Money>();
    var money = allocation == Among.PRO_RATA_MONEY;
    List<BigDecimal> weights =
        sorted.stream().map(use -> money ? use.charged().toBigDecimal() : use.quantity()).toList();
    if (earned.isNegative() || weights.stream().allMatch(weight -> weight.signum() == 0)) {
      sorted.forEach(use -> passed.put(use.clientId(), Money.zero(earned.currency())));
      return passed;
    }
    var listed = allocation == Among.PER_CLIENT_LIST;
    var parts =
        Allocation.LARGEST_REMAINDER.share(
            part(earned, listed ? BigDecimal.valueOf(100) : sharePercent, !listed), weights);
    for (var i = 0; i < sorted.size(); i++) {
      var client = sorted.get(i).clientId();
      var own = shares.getOrDefault(client, BigDecimal.ZERO);
      passed.put(client, listed ? part(parts.get(i), own, false) : parts.get(i));
    }
    return passed;
  }

  private static List<ClientUse> sorted(Collection<ClientUse> clients) {
    var ids = new HashSet<Long>();
    for (var client : clients) {
      Exact.present(client, "A client of the list");
      if (!ids.add(client.clientId())) {
        throw new BillingException.Invalid("Client " + client.clientId() + " comes twice");
      }
    }
    return clients.stream()
        .sorted(java.util.Comparator.comparingLong(ClientUse::clientId))
        .toList();
  }

  /** A percentage in coins, HALF_UP or down, at most the amount itself. */
  private static Money part(Money amount, BigDecimal percent, boolean halfUp) {
    var down = Rounding.toCoins(amount.currency(), RoundingMode.DOWN);
    var exact = amount.toBigDecimal().multiply(percent).movePointLeft(2);
    var rounding = halfUp ? Rounding.toCoins(amount.currency()) : down;
    var part = rounding.round(exact, amount.currency());
    var most = down.round(amount);
    return part.compareTo(most) > 0 ? most : part;
  }
}
