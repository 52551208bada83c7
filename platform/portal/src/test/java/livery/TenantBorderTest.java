package livery;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import jakarta.inject.Named;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import livery.store.Store;
import livery.tenant.Scope;
import org.junit.jupiter.api.Test;

/**
 * Who reaches rows of every tenant. All others ask {@link livery.tenant.TenantSql}, which binds the
 * tenant; a class that cannot is named here, in the same commit.
 */
class TenantBorderTest {

  /** The message path and the plugin host, as a whole: they work for all tenants at once. */
  private static final Set<String> PACKAGES =
      Set.of("dispatch", "inbox", "link", "message", "plugin", "smpp", "store");

  /**
   * Caches of the whole platform, its own work, money that two tenants share, the demo story, which
   * makes tenants, and the doors, where nobody is known yet.
   */
  private static final Map<String, Set<String>> USERS =
      Map.ofEntries(
          Map.entry("bank", Set.of("Entries", "Reversals")),
          Map.entry(
              "books", Set.of("Branches", "LedgerLines", "LedgerMoney", "PairAccount", "Settling")),
          Map.entry("campaign", Set.of("RunningCampaigns", "TypeRent", "TypeUse")),
          Map.entry("commission", Set.of("Outlook")),
          Map.entry("compose", Set.of("Sending")),
          Map.entry("contact", Set.of("Blocks")),
          Map.entry("contract", Set.of("Contracts", "Estimates")),
          Map.entry("currency", Set.of("Rates")),
          Map.entry("demo", Set.of("Demo", "PremiumStory")),
          Map.entry("digest", Set.of("DigestMails", "Digests")),
          Map.entry("document", Set.of("Acts", "Files", "Issuer", "Mailing", "Payments")),
          Map.entry("due", Set.of("DueRules")),
          Map.entry("dunning", Set.of("Dunning", "Receivables")),
          Map.entry("evidence", Set.of("Evidence")),
          Map.entry("history", Set.of("IdsByTime", "MessageLife", "Messages")),
          Map.entry(
              "issue",
              Set.of(
                  "ByHand",
                  "Commissions",
                  "MonthIssue",
                  "OperatorPapers",
                  "Reports",
                  "Room",
                  "Runs")),
          Map.entry("mail", Set.of("BrokenBooksMails", "LowBalanceMails", "Mails", "Reader")),
          Map.entry(
              "money",
              Set.of("Alerts", "Funding", "LedgerChecks", "Statements", "TakeBacks", "Wallets")),
          Map.entry(
              "month",
              Set.of(
                  "Agents",
                  "Commissions",
                  "FeeTable",
                  "Fees",
                  "MonthClose",
                  "MonthTable",
                  "Months",
                  "ZoneKept")),
          Map.entry("move", Set.of("Moves")),
          Map.entry(
              "number",
              Set.of(
                  "KeywordRent",
                  "KeywordSpace",
                  "KeywordTable",
                  "NumberRent",
                  "NumberRules",
                  "RentPolicies",
                  "Rentals",
                  "StockRows")),
          Map.entry("party", Set.of("Parties")),
          Map.entry(
              "payment", Set.of("Accounts", "Flagged", "PaymentLedger", "Payments", "Vouchers")),
          Map.entry("people", Set.of("FirstOwner", "People")),
          Map.entry(
              "premium",
              Set.of(
                  "Confirming",
                  "DayCount",
                  "Income",
                  "IncomeRows",
                  "OperatorStatements",
                  "StatementRows")),
          Map.entry(
              "price", Set.of("PriceFiles", "PriceImports", "PriceLists", "Prices", "Products")),
          Map.entry("rest", Set.of("Idempotency", "ReadyResource")),
          Map.entry("sales", Set.of("SalesCount")),
          Map.entry("signin", Set.of("ApiKeys")),
          Map.entry("spending", Set.of("Limits", "Offers")),
          Map.entry("stock", Set.of("NumberImport", "Shares", "Stock")),
          Map.entry("tariff", Set.of("PremiumTerms", "Tariffs")),
          Map.entry("task", Set.of("TaskRunner", "TaskTable", "Tasks")),
          Map.entry("tenant", Set.of("Brands", "TenantSql", "TenantTree")),
          Map.entry("work", Set.of("Work", "WorkRows")));

  /**
   * What asks a listed class without a scope: it takes a row or a tenant that was found with one,
   * reads what is the whole platform's, touches no row, or is a door where nobody is known yet.
   */
  private static final Set<String> UNSCOPED =
      Set.of(
          "commission.Outlook.thisMonth",
          "contract.Estimates.today",
          "document.Files.format",
          "document.Files.isUbl",
          "document.Mailing.of",
          "issue.Reports.isEarly",
          "month.Fees.nextMonth",
          "month.MonthClose.run",
          "month.Months.month",
          "number.RentPolicies.all",
          "party.Parties.areKnown",
          "payment.Payments.callbackPath",
          "payment.Payments.receive",
          "premium.Income.part",
          "premium.Income.sums",
          "premium.Income.today",
          "premium.OperatorStatements.number",
          "price.Products.list",
          "price.Products.name",
          "sales.SalesCount.countedTo",
          "tariff.PremiumTerms.rules",
          "tariff.Tariffs.example",
          "tenant.Brands.byHost",
          "tenant.Brands.logo",
          "tenant.Brands.of",
          "tenant.TenantTree.chain",
          "tenant.TenantTree.childrenOf",
          "tenant.TenantTree.find",
          "tenant.TenantTree.isPlatform",
          "tenant.TenantTree.isWithin");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_JARS)
          .importPackages("livery");

  /** Both ways: a name that is no longer needed goes, too. */
  @Test
  void only_listed_classes_reach_rows_without_a_tenant() {
    var found = new TreeSet<String>();
    CLASSES.stream()
        .filter(type -> !PACKAGES.contains(packageOf(type)))
        .filter(TenantBorderTest::usesStore)
        .forEach(type -> found.add(packageOf(type) + "." + outermost(type)));
    var listed = new TreeSet<String>();
    USERS.forEach((folder, names) -> names.forEach(name -> listed.add(folder + "." + name)));

    assertThat(found).isEqualTo(listed);
  }

  /**
   * Both ways, too: what a page, a resource, a file or any other bean that pages see asks of a
   * listed class says for whom.
   */
  @Test
  void pages_and_resources_name_the_tenant_to_a_listed_class() {
    var found = new TreeSet<String>();
    CLASSES.stream()
        .filter(
            type ->
                !isListed(type)
                    && (outermost(type).matches(".*(Page|Resource|Export|Csv|Lists)")
                        || type.isAnnotatedWith(Named.class)))
        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
        .filter(access -> isListed(access.getTargetOwner()))
        .filter(
            access ->
                access.getTarget().getRawParameterTypes().stream()
                    .noneMatch(type -> type.isEquivalentTo(Scope.class)))
        .forEach(
            access ->
                found.add(
                    packageOf(access.getTargetOwner())
                        + "."
                        + outermost(access.getTargetOwner())
                        + "."
                        + access.getTarget().getName()));

    assertThat(found).containsExactlyInAnyOrderElementsOf(UNSCOPED);
  }

  private static boolean isListed(JavaClass type) {
    return !type.isRecord()
        && !type.isEnum()
        && !type.isInterface()
        && USERS.getOrDefault(packageOf(type), Set.of()).contains(outermost(type));
  }

  private static boolean usesStore(JavaClass type) {
    return type.getDirectDependenciesFromSelf().stream()
        .anyMatch(to -> to.getTargetClass().isEquivalentTo(Store.class));
  }

  private static String packageOf(JavaClass type) {
    return type.getPackageName().replaceFirst("livery\\.?", "");
  }

  private static String outermost(JavaClass type) {
    var name = type.getName().replaceAll("\\$.*", "");
    return name.substring(name.lastIndexOf('.') + 1);
  }
}
