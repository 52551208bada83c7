package livery.party;

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
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/requisites}: the legal details that a tenant puts on its documents. */
@Path("/requisites")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class RequisitesResource {

  @Inject private Parties parties;
  @Inject private CurrentScope current;

  /** Legal details; what is absent is empty. */
  @Schema(name = "Requisites")
  public record Shape(
      String legalName,
      String taxNumber,
      String vatNumber,
      String country,
      String postcode,
      String city,
      String street,
      String bank,
      String bankCode,
      String account,
      boolean vatPayer,
      BigDecimal vatPercent,
      boolean pricesIncludeVat,
      String signatory,
      String position,
      String email,
      String phone) {

    static Shape of(Requisites one) {
      return new Shape(
          one.legalName(),
          one.taxNumber(),
          one.vatNumber(),
          one.country(),
          one.postcode(),
          one.city(),
          one.street(),
          one.bank(),
          one.bankCode(),
          one.account(),
          one.vatPayer(),
          new BigDecimal(one.vatPercent().toPlainString()),
          one.pricesIncludeVat(),
          one.signatory(),
          one.position(),
          one.email(),
          one.phone());
    }

    Requisites wish() {
      return new Requisites(
          legalName,
          taxNumber,
          vatNumber,
          country,
          postcode,
          city,
          street,
          bank,
          bankCode,
          account,
          vatPayer,
          vatPercent,
          pricesIncludeVat,
          signatory,
          position,
          email,
          phone);
    }
  }

  @GET
  @Needs("money:read")
  @Operation(summary = "The legal details of the tenant, 404 before they were told")
  public Shape get() {
    return parties
        .get(current.get())
        .map(Shape::of)
        .orElseThrow(() -> Fault.notFound("requisites of tenant", current.get().tenantId()));
  }

  @PUT
  @Needs("money:write")
  @Operation(
      summary = "Tell the legal details of the tenant",
      description =
          "They are checked: IBAN, Ukrainian tax numbers and their check digits, BIC. Documents"
              + " that are issued already keep the details that they were issued with.")
  public Shape put(Shape wanted) {
    Check.given(wanted);
    return Shape.of(parties.save(current.get(), wanted.wish()));
  }
}
