package livery.payment;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import livery.rest.Needs;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/**
 * {@code /api/v1/payment-callbacks}: where payment providers tell what became of payments. Needs no
 * key: the signature says who asks.
 */
@Path("/payment-callbacks")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.WILDCARD)
@Tag(name = "Money")
@Needs(Needs.NOBODY)
public class CallbacksResource {

  @Inject private Payments payments;

  /** What the payment is after this news. */
  public record Taken(String payment, PaymentState state) {}

  @POST
  @Path("/{sellerId}")
  @Operation(
      summary = "Tell what became of a payment",
      description =
          "For payment providers. Signed: `Payment-Signature: t=<seconds since 1970>,v1=<hex of"
              + " HMAC-SHA256 over \"t.body\">`, at most 5 minutes old. The same news may come"
              + " again and in any order; it counts once. The number of earlier news with other"
              + " content is refused with 409. Of more given back than was paid only that is taken"
              + " back; the seller sees that something is wrong.")
  public Taken tell(
      @PathParam("sellerId") long sellerId,
      @HeaderParam("Payment-Signature") String signature,
      byte[] body) {
    var payment = payments.receive(sellerId, signature, body == null ? new byte[0] : body);
    return new Taken(payment.reference(), payment.state());
  }
}
