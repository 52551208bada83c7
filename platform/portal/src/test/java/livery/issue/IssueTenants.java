package livery.issue;

import java.math.BigDecimal;
import livery.party.Requisites;
import livery.tenant.TestTenants;

/** Whose town it is: known before anything else of it is made. */
abstract class IssueTenants {

  public final TestTenants test;

  IssueTenants(TestTenants test) {
    this.test = test;
  }

  /** Legal details of a payer of value-added tax. */
  public static Requisites requisites(String name, String vat, boolean inclusive) {
    return new Requisites(
        name,
        "",
        "123456789012",
        "UA",
        "01001",
        "Київ",
        "вул. Банкова, 1",
        "Банк",
        "305299",
        "UA213223130000026007233566001",
        true,
        new BigDecimal(vat),
        inclusive,
        "Олена Коваль",
        "Директор",
        "docs@example.com",
        "+380 44 000 00 00");
  }
}
