package livery.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import livery.frame.Format;
import livery.frame.Texts;

/** Terms in words, line by line, and what differs between two versions. */
final class TermsWords {

  private final Texts texts;
  private final Format format;
  private final String currency;
  private final UnaryOperator<String> product;

  /** A line of terms. */
  public record Line(String label, String value) {}

  /** A line that is not what it was; an empty side is one that was not there. */
  public record Change(String label, String before, String after) {}

  /**
   * @param product what a product is called
   */
  TermsWords(Texts texts, Format format, String currency, UnaryOperator<String> product) {
    this.texts = texts;
    this.format = format;
    this.currency = currency;
    this.product = product;
  }

  List<Line> lines(Terms terms) {
    var lines = new ArrayList<Line>();
    add(lines, "from", day(terms.from()));
    add(lines, "lastDay", day(terms.lastDay()));
    add(lines, "mode", word("mode", terms.mode(), ""));
    var fee = terms.commission();
    if (fee != null) {
      add(lines, "basis", word("basis", fee.basis(), ""));
      var share = !"PER_UNIT".equals(fee.basis());
      table(lines, "", fee.tiers(), share, share);
      add(lines, "accrueOn", word("accrueOn", fee.accrueOn(), "CHARGE"));
      add(lines, "delCredere", yes(fee.delCredere()));
      add(lines, "settlement", word("settlement", terms.settlement(), "PAYOUT"));
    }
    for (var one : terms.discounts()) {
      discount(lines, one);
    }
    if (!terms.discounts().isEmpty()) {
      add(lines, "buyerSetsShare", yes(terms.buyerSetsShare()));
    }
    if (terms.minimum() != null) {
      var proration = word("proration", terms.minimum().proration(), "DAILY_ACTUAL");
      add(
          lines,
          "minimum",
          format.unitPrice(terms.minimum().amount(), currency) + ", " + proration);
    }
    if (Boolean.FALSE.equals(terms.countsUpward())) {
      add(lines, "countsUpward", texts.get("contract.counts-not-upward"));
    }
    papers(lines, terms);
    add(lines, "note", terms.note());
    return lines;
  }

  private String day(String iso) {
    return iso == null || iso.isEmpty() ? "" : format.date(iso);
  }

  private void discount(List<Line> lines, Terms.Rebate one) {
    var group = one.group() + ": ";
    var money = "MONEY".equals(one.counts());
    put(
        lines,
        group + label("products"),
        one.products().stream().map(product).collect(Collectors.joining("; ")));
    put(
        lines,
        group + label("discount-basis"),
        word("discount-basis", one.basis(), "PERIOD_VOLUME"));
    if (one.rollingMonths() != null) {
      put(lines, group + label("rollingMonths"), one.rollingMonths().toString());
    }
    if (one.committed() != null) {
      put(lines, group + label("committed"), format.number(one.committed()));
    }
    put(lines, group + label("counts"), word("counts", one.counts(), "SEGMENTS"));
    put(lines, group + label("scope"), word("scope", one.scope(), "SUBTREE"));
    table(lines, group, one.tiers(), money, money || "TOPUP_SIZE".equals(one.basis()));
    put(lines, group + label("grant"), word("grant", one.grant(), "REBATE_CREDIT_NOTE"));
    var share = one.passThrough();
    if (share != null) {
      var listed = "PER_CLIENT_LIST".equals(share.allocation());
      put(
          lines,
          group + label("share"),
          listed
              ? texts.of("contract.share-list", share.clients().size())
              : percent(share.percent()));
      put(
          lines,
          group + label("allocation"),
          word("allocation", share.allocation(), "PRO_RATA_QTY"));
      if (listed) {
        put(
            lines,
            group + label("clients"),
            share.clients().stream()
                .map(client -> client.client() + ": " + percent(client.percent()))
                .collect(Collectors.joining(", ")));
      }
    }
  }

  /**
   * The tiers of a table.
   *
   * @param share whether what they give is a percentage
   * @param money whether what they count is money
   */
  private void table(
      List<Line> lines, String group, Terms.Table table, boolean share, boolean money) {
    var rows = table.rows();
    put(
        lines,
        group + label("tiers"),
        word("tier-mode", table.mode(), "")
            + (Boolean.TRUE.equals(table.neverWorse())
                ? ", " + texts.get("contract.never-worse")
                : "")
            + ": "
            + rows.stream().map(row -> row(row, share, money)).collect(Collectors.joining("; ")));
    put(lines, group + label("boundary"), word("boundary", table.boundary(), "UPPER_INCLUSIVE"));
  }

  private String row(Terms.Row row, boolean share, boolean money) {
    var price = share ? percent(row.price()) : format.unitPrice(row.price(), currency);
    var text =
        row.upTo() == null
            ? texts.of("contract.row-rest", price)
            : texts.of(
                "contract.row-upto",
                money ? format.unitPrice(row.upTo(), currency) : format.number(row.upTo()),
                price);
    if (row.flat() != null && row.flat().signum() != 0) {
      text += " + " + format.unitPrice(row.flat(), currency);
    }
    if (row.block() != null && row.block().signum() != 0) {
      text += texts.of("contract.row-block", format.number(row.block()));
    }
    return text;
  }

  private static String percent(BigDecimal percent) {
    return (percent == null ? BigDecimal.ZERO : percent).stripTrailingZeros().toPlainString()
        + " %";
  }

  private void papers(List<Line> lines, Terms terms) {
    var tax = terms.tax();
    if (tax != null) {
      var regime = word("regime", tax.regime(), "NOT_A_PAYER");
      var vat = "VAT".equals(tax.regime());
      add(lines, "regime", vat ? regime + " " + percent(tax.percent()) : regime);
      if (vat) {
        add(lines, "priceIncludesTax", yes(tax.priceIncludesTax()));
        add(lines, "inclusiveRounding", word("inclusiveRounding", tax.inclusiveRounding(), "NET"));
        add(lines, "roundAt", word("roundAt", tax.roundAt(), "DOCUMENT"));
      }
    }
    var papers = terms.documents();
    if (papers != null) {
      add(lines, "series", papers.series());
      add(lines, "selfBilled", yes(papers.selfBilled()));
      var days = papers.objectionDays() == null ? 30 : papers.objectionDays();
      add(lines, "objectionDays", "" + days);
    }
  }

  /** What is different in {@code after}; everything where there was nothing before. */
  List<Change> changes(Terms before, Terms after) {
    var old = map(before);
    var now = map(after);
    var changes = new ArrayList<Change>();
    for (var line : now.entrySet()) {
      var was = old.remove(line.getKey());
      if (!line.getValue().equals(was)) {
        changes.add(new Change(line.getKey(), was == null ? "" : was, line.getValue()));
      }
    }
    old.forEach((label, was) -> changes.add(new Change(label, was, "")));
    return changes;
  }

  private Map<String, String> map(Terms terms) {
    var map = new LinkedHashMap<String, String>();
    lines(terms).forEach(line -> map.put(line.label(), line.value()));
    return map;
  }

  private String word(String field, String value, String usual) {
    var shown = value == null || value.isEmpty() ? usual : value;
    return shown.isEmpty() ? "" : texts.get("contract." + field + "." + shown);
  }

  private String label(String field) {
    return texts.get("contract.field." + field);
  }

  private String yes(Boolean value) {
    return texts.get(Boolean.TRUE.equals(value) ? "contract.yes" : "contract.no");
  }

  private void add(List<Line> lines, String field, String value) {
    put(lines, label(field), value);
  }

  private static void put(List<Line> lines, String label, String value) {
    if (value != null && !value.isEmpty()) {
      lines.add(new Line(label, value));
    }
  }
}
