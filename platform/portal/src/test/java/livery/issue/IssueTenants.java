package livery.issue;

import livery.tenant.TestTenants;

/** Whose town it is: known before anything else of it is made. */
abstract class IssueTenants {

  public final TestTenants test;

  IssueTenants(TestTenants test) {
    this.test = test;
  }
}
