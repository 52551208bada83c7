package livery.demo.cast;

import jakarta.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import livery.link.Link;
import livery.link.LinkOptions;
import livery.store.Ids;

/** The links to the two simulated operators, and how large the operators of the country are. */
public record Operators(Operator kyiv, Operator dnipro) {

  /** One operator: its link, its name on price lists and reports, the prefix of its phones. */
  public record Operator(long linkId, String network, List<String> prefixes) {}

  /**
   * A subscriber of the story. The digits are of a real numbering plan and obviously made up: three
   * noughts behind the operator's code.
   *
   * @param digits E.164 without "+"
   */
  public record Phone(String digits, Operator operator) {}

  private static final String ADDRESS = "127.0.0.1";
  private static final String SYSTEM_ID = "livery";
  private static final String PASSWORD = "demo";
  private static final int WINDOW = 100;

  public static final String KYIV = "Kyiv Cell";
  public static final String DNIPRO = "Dnipro Mobile";

  /** An operator that the platform has no link to. */
  private static final String OTHER = "Odesa Net";

  /** Writes them; the operators listen on {@code port} and the one after it. */
  public static Operators write(Connection connection, Ids ids, Days days, int port)
      throws SQLException {
    var kyiv = new Operator(ids.next(), KYIV, List.of("38050000", "38066000", "38095000"));
    var dnipro = new Operator(ids.next(), DNIPRO, List.of("38067000", "38097000"));
    var since = days.at(Days.OPENING + 20, 11, 0);
    try (var rows =
        new Rows(
            connection,
            "smpp_link",
            "id, name, network, host, port, system_id, password, bind, window_size, options,"
                + " state, created_at")) {
      rows.add(
          kyiv.linkId,
          "kyiv-cell",
          KYIV,
          ADDRESS,
          port,
          SYSTEM_ID,
          PASSWORD,
          Link.Bind.PAIR,
          WINDOW,
          options(),
          Link.State.ACTIVE,
          since);
      rows.add(
          dnipro.linkId,
          "dnipro-mobile",
          DNIPRO,
          ADDRESS,
          port + 1,
          SYSTEM_ID,
          PASSWORD,
          Link.Bind.TRANSCEIVER,
          WINDOW,
          options(),
          Link.State.ACTIVE,
          since);
    }
    try (var shares = new Rows(connection, "network_share", "country, network, permille")) {
      shares.add(Company.COUNTRY, KYIV, 520);
      shares.add(Company.COUNTRY, DNIPRO, 410);
      shares.add(Company.COUNTRY, OTHER, 70);
    }
    return new Operators(kyiv, dnipro);
  }

  /** The part of {@link LinkOptions} that people ask an operator about; the rest is as usual. */
  private static String options() {
    var usual = LinkOptions.USUAL;
    return Json.createObjectBuilder()
        .add("defaultAlphabet", usual.defaultAlphabet().name())
        .add("messageIds", usual.messageIds().name())
        .add("longMessages", usual.longMessages().name())
        .add("retryStatus", usual.retryStatus())
        .add("receipts", usual.receipts())
        .build()
        .toString();
  }
}
