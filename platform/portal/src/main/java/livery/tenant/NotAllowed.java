package livery.tenant;

import livery.fault.Fault;

/** The role of the person or key does not allow it. */
public class NotAllowed extends Fault {

  public NotAllowed() {
    super(Kind.NOT_ALLOWED, "", "fault.not-allowed");
  }
}
