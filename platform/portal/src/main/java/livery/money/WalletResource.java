package livery.money;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.math.BigDecimal;
import livery.fault.Check;
import livery.fault.Fault;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/wallet}: what the tenant pays from. */
@Path("/wallet")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Money")
public class WalletResource {

  @Inject private Wallets wallets;
  @Inject private Alerts alerts;
  @Inject private CurrentScope current;

  /** When to tell that the wallet runs low; 0 for never. */
  public record Alert(BigDecimal threshold) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "The tenant's own wallet",
      description = "available = balance − held + creditLine. The platform has none: 404.")
  public Shapes.WalletShape get() {
    return Shapes.WalletShape.of(
        wallets.own(current.get()).orElseThrow(() -> Fault.notFound("wallet", 0)));
  }

  @PUT
  @Path("/alert")
  @Needs("money:write")
  @Operation(summary = "Say below which available amount the wallet counts as low; 0 for never")
  public Shapes.WalletShape alert(Alert wanted) {
    return Shapes.WalletShape.of(alerts.set(current.get(), Check.given(wanted).threshold()));
  }
}
