package livery.container;

import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.junit5.container.annotation.ArquillianTest;
import org.jboss.shrinkwrap.api.spec.WebArchive;

/** A test class whose methods run inside of the portal, with injection as in a bean. */
@ArquillianTest
public abstract class InPortal {

  @Deployment
  static WebArchive archive() {
    return PortalArchive.make();
  }
}
