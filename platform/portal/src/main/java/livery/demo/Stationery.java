package livery.demo;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.math.BigDecimal;
import java.util.List;
import livery.issue.ByHand;
import livery.issue.MonthIssue;
import livery.issue.Runs;
import livery.party.Parties;
import livery.party.Requisites;
import livery.store.Started;
import livery.tenant.Role;
import livery.tenant.Scope;
import livery.tenant.Tenant;
import livery.tenant.TenantTree;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * The story's papers: legal details of everybody, and the documents of the month that ended, issued
 * as any issuer would. Done once; what is there already is not issued twice.
 */
@ApplicationScoped
public class Stationery {

  private static final System.Logger LOG = System.getLogger(Stationery.class.getName());

  private final TenantTree tree;
  private final Parties parties;
  private final MonthIssue months;
  private final Runs runs;
  private final ByHand byHand;
  private final boolean wanted;

  @Inject
  public Stationery(
      TenantTree tree,
      Parties parties,
      MonthIssue months,
      Runs runs,
      ByHand byHand,
      @ConfigProperty(name = "LIVERY_DEMO", defaultValue = "false") boolean wanted) {
    this.tree = tree;
    this.parties = parties;
    this.months = months;
    this.runs = runs;
    this.byHand = byHand;
    this.wanted = wanted;
  }

  protected Stationery() {
    this(null, null, null, null, null, false);
  }

  /** After the caches: contracts decide who writes what. */
  void write(@Observes @Priority(Started.RECOVERY) Started started) {
    var root = wanted ? tree.root().orElse(null) : null;
    if (root == null || tree.childrenOf(root.id()).isEmpty() || parties.areKnown(root.id())) {
      return;
    }
    var begun = System.nanoTime();
    var all = tree.subtree(root.id()).stream().map(id -> tree.find(id).orElseThrow()).toList();
    all.forEach(one -> parties.save(owner(one), details(one)));
    for (var seller : all) {
      if (seller.kind() != Tenant.Kind.CLIENT) {
        months.run(owner(seller), runs.next(owner(seller)));
      }
    }
    proformas(all);
    LOG.log(
        System.Logger.Level.INFO,
        "The story''s papers are written, in {0} ms",
        (System.nanoTime() - begun) / 1_000_000);
  }

  private void proformas(List<Tenant> all) {
    all.stream()
        .filter(one -> one.kind() == Tenant.Kind.CLIENT)
        .limit(2)
        .forEach(
            one -> byHand.proforma(owner(one), 0, new BigDecimal("1200"), "", "story-" + one.id()));
  }

  private static Scope owner(Tenant tenant) {
    return new Scope(tenant.id(), tenant.id(), 0, "", Role.OWNER);
  }

  /** Made up, but for the check digits. */
  private static Requisites details(Tenant one) {
    var seller = one.kind() != Tenant.Kind.CLIENT;
    var ukrainian = one.language().equals("uk");
    return new Requisites(
        ukrainian ? "ТОВ «" + one.name().replaceAll("[«»]", "") + "»" : one.name() + " Ltd",
        "",
        seller ? "100000000000" : "",
        one.country(),
        "01001",
        ukrainian ? "Київ" : "Kyiv",
        ukrainian ? "вул. Прикладна, 1" : "1 Example street",
        ukrainian ? "Банк «Приклад»" : "Example Bank",
        "",
        "UA213223130000026007233566001",
        seller,
        seller ? new BigDecimal("20") : BigDecimal.ZERO,
        true,
        ukrainian ? "Олена Приклад" : "Helen Example",
        ukrainian ? "Директор" : "Director",
        "documents@" + one.id() + ".example",
        "");
  }
}
