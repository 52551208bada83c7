package livery.brand;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.document.Letterheads;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.paper.Papers;
import livery.paper.Party;
import livery.paper.Sheet;
import livery.party.Parties;
import livery.party.Requisites;
import livery.tenant.Brand;
import livery.tenant.Brands;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;

/** Sample documents on a brand's paper, as files. Thread-safe. */
@ApplicationScoped
public class Samples {

  private static final List<String> LANGUAGES = List.of("en", "uk", "ru");
  private static final String DUNNING = "dunning-";

  private final TenantTree tree;
  private final Parties parties;

  /** A file to be looked at. */
  record File(String name, String type, byte[] bytes) {}

  /** What a sample can be had as. */
  enum Format {
    PDF("application/pdf"),
    /** UBL 2.1. */
    XML("application/xml"),
    CSV("text/csv; charset=UTF-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String type;

    Format(String type) {
      this.type = type;
    }

    private byte[] of(Sheet sheet) {
      return switch (this) {
        case PDF -> Papers.pdf(sheet);
        case XML -> Papers.ubl(sheet);
        case CSV -> Papers.csv(sheet);
        case XLSX -> Papers.xlsx(sheet);
      };
    }
  }

  @Inject
  public Samples(TenantTree tree, Parties parties) {
    this.tree = tree;
    this.parties = parties;
  }

  protected Samples() {
    this(null, null);
  }

  /** What there are samples of: "invoice", "credit-note", "dunning-firm" … */
  static List<String> kinds() {
    var kinds = new ArrayList<String>();
    for (var kind : Kind.values()) {
      if (kind == Kind.DUNNING) {
        for (var tone : Sheet.Tone.values()) {
          kinds.add(DUNNING + tone.name().toLowerCase(Locale.ROOT));
        }
      } else {
        kinds.add(kind.name().toLowerCase(Locale.ROOT).replace('_', '-'));
      }
    }
    return kinds;
  }

  /**
   * A sample.
   *
   * @param brand may be one that nobody sees yet
   * @param logo that goes with it; {@code null} for the theme's mark
   * @param kind one of {@link #kinds}
   * @param language {@code null} for the first of the brand
   * @param format {@code null} for a PDF
   * @throws Fault naming the value that is none of those
   */
  File file(
      Scope scope, Brand brand, Brands.Logo logo, String kind, String language, String format) {
    Check.oneOf("kind", kind, kinds());
    var words =
        language == null ? brand.languages().get(0) : Check.oneOf("language", language, LANGUAGES);
    var wanted =
        format == null
            ? Format.PDF
            : Check.oneOf("format", format.toUpperCase(Locale.ROOT), Format.class);
    var tenant =
        tree.find(scope.tenantId()).orElseThrow(() -> Fault.notFound("tenant", scope.tenantId()));
    var sheet =
        new Specimens(Letterheads.of(brand, logo), party(scope, tenant), words, tenant.currency())
            .of(kind(kind), tone(kind));
    if (wanted == Format.XML && !Papers.isUbl(sheet)) {
      throw Fault.invalid("format", "brand.fault.no-ubl", kind);
    }
    var extension = wanted.name().toLowerCase(Locale.ROOT);
    return new File(kind + "." + extension, wanted.type, wanted.of(sheet));
  }

  private static Kind kind(String name) {
    return name.startsWith(DUNNING)
        ? Kind.DUNNING
        : Kind.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
  }

  private static Sheet.Tone tone(String name) {
    return name.startsWith(DUNNING)
        ? Sheet.Tone.valueOf(name.substring(DUNNING.length()).toUpperCase(Locale.ROOT))
        : Sheet.Tone.FRIENDLY;
  }

  /** The legal details as they were told; before that, the name alone. */
  private Party party(Scope scope, Tenant tenant) {
    return parties
        .get(scope)
        .map(Samples::party)
        .orElseGet(() -> Party.of(tenant.name(), tenant.country()));
  }

  private static Party party(Requisites one) {
    return Party.of(one.legalName(), one.country())
        .withNumbers(one.taxNumber(), one.vatNumber())
        .withAddress(one.street(), one.city(), one.postcode())
        .withContact(one.email(), one.phone())
        .withBank(one.bank(), one.bankCode(), one.account())
        .withSignatory(one.position(), one.signatory());
  }
}
