package livery.document;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import livery.fault.Check;
import livery.fault.Fault;
import livery.paper.Kind;
import livery.rest.Attachment;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/documents}: what was issued by the tenant, and to it. */
@Path("/documents")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Documents")
public class DocumentsResource {

  @Inject private Documents documents;
  @Inject private Acts acts;
  @Inject private Payments payments;
  @Inject private Files files;
  @Inject private CurrentScope current;

  /** Why the recipient objects. */
  public record Objection(String reason) {}

  /** How it was settled; may be absent. */
  public record Settlement(String detail) {}

  /** Money that came; {@code paidOn} as 2026-03-01, absent for today. */
  @Schema(name = "DocumentPayment")
  public record Payment(BigDecimal amount, String paidOn, String reference) {}

  @GET
  @Needs("money:read")
  @Operation(
      summary = "The documents that the tenant issued or received, newest first",
      description =
          "kind: PROFORMA, INVOICE, ACT, CREDIT_NOTE, AGENT_REPORT, COMMISSION_INVOICE, NETTING,"
              + " RECONCILIATION, OPERATOR_SETTLEMENT or DUNNING. state: DRAFT, ISSUED, SENT,"
              + " OBJECTED, CORRECTED, ACCEPTED, DEEMED_ACCEPTED or SETTLED. side: ISSUED or"
              + " RECEIVED. period: 2026-03. text: a part of the number or of a party's name.")
  public Listing<DocumentShape> list(
      @QueryParam("kind") String kind,
      @QueryParam("state") String state,
      @QueryParam("side") String side,
      @QueryParam("overdue") boolean overdue,
      @QueryParam("text") String text,
      @QueryParam("period") String period,
      @QueryParam("party") long party,
      @Parameter(description = "newest, oldest, issued, -issued, gross or -gross")
          @QueryParam("order")
          String order,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @QueryParam("after") String after) {
    var rows = Limit.rows(limit);
    var query = Documents.query(kind, state, side, overdue, text, period, party);
    var place = Documents.ORDERS.from(order, after);
    return Listing.of(
        documents.list(current.get(), query, place, rows + 1),
        rows,
        place::after,
        DocumentShape::of);
  }

  @GET
  @Path("/export")
  @Produces("text/csv; charset=UTF-8")
  @Needs("money:read")
  @Operation(
      summary = "The list of documents as CSV",
      description = "Filtered and ordered as the list is; the first 50,000.")
  public Response export(
      @QueryParam("kind") String kind,
      @QueryParam("state") String state,
      @QueryParam("side") String side,
      @QueryParam("overdue") boolean overdue,
      @QueryParam("text") String text,
      @QueryParam("period") String period,
      @QueryParam("party") long party,
      @Parameter(description = "newest, oldest, issued, -issued, gross or -gross")
          @QueryParam("order")
          String order) {
    var query = Documents.query(kind, state, side, overdue, text, period, party);
    var all = documents.all(current.get(), query, Documents.ORDERS.from(order, ""));
    return Attachment.of("documents.csv", DocumentsCsv.of(all));
  }

  @GET
  @Path("/{id}")
  @Needs("money:read")
  @Operation(summary = "One document, a credit note with its reason")
  public DocumentShape get(@PathParam("id") long id) {
    var document = documents.get(current.get(), id);
    var notes =
        document.kind() == Kind.CREDIT_NOTE
            ? documents.sheet(current.get(), id).notes()
            : List.<String>of();
    return DocumentShape.of(document, notes.isEmpty() ? null : String.join("\n", notes));
  }

  @GET
  @Path("/{id}/payments")
  @Needs("money:read")
  @Operation(
      summary = "Money that was noted for a document beside the buyer's wallet, newest first",
      description = "For who issued it and who received it. At most 500.")
  public Listing<DocumentShape.PaidShape> payments(@PathParam("id") long id) {
    return Listing.whole(
        payments.list(current.get(), id).stream().map(DocumentShape.PaidShape::of).toList());
  }

  @GET
  @Path("/{id}/lines")
  @Needs("money:read")
  @Operation(
      summary = "The lines of a document",
      description =
          "ledger is what the transfers behind a line come to, before it was rounded once.")
  public Listing<DocumentShape.LineShape> lines(@PathParam("id") long id) {
    return Listing.whole(DocumentShape.lines(documents.lines(current.get(), id)));
  }

  @GET
  @Path("/{id}/events")
  @Needs("money:read")
  @Operation(summary = "What happened to a document, the last first")
  public Listing<DocumentShape.EventShape> events(@PathParam("id") long id) {
    return Listing.whole(
        documents.events(current.get(), id).stream().map(DocumentShape.EventShape::of).toList());
  }

  @GET
  @Path("/{id}/file")
  @Needs("money:read")
  @Produces(MediaType.WILDCARD)
  @Operation(
      summary = "A document as a file",
      description =
          "format: pdf, csv or xlsx; xml is UBL 2.1 and there for invoices and credit notes. Every"
              + " copy is the same.")
  public Response file(
      @PathParam("id") long id, @QueryParam("format") @DefaultValue("pdf") String format) {
    var file = files.file(current.get(), id, Files.format(format));
    return Response.ok(file.bytes())
        .type(file.type())
        .header("Content-Disposition", "attachment; filename=\"" + file.name() + "\"")
        .build();
  }

  @POST
  @Path("/{id}/send")
  @Needs("money:write")
  @Operation(
      summary = "Send an issued document",
      description = "It is mailed where mail is set up; the time to object begins.")
  public DocumentShape send(@PathParam("id") long id) {
    acts.send(current.get(), id);
    return get(id);
  }

  @POST
  @Path("/{id}/objection")
  @Needs("money:write")
  @Operation(summary = "Object to a document that was sent to the tenant")
  public DocumentShape object(@PathParam("id") long id, Objection wanted) {
    acts.object(current.get(), id, Check.given(wanted).reason());
    return get(id);
  }

  @POST
  @Path("/{id}/acceptance")
  @Needs("money:write")
  @Operation(
      summary = "Accept a document that was sent to the tenant",
      description = "Accepting an agent's report issues the papers of its commission.")
  public DocumentShape accept(@PathParam("id") long id) {
    acts.accept(current.get(), id);
    return get(id);
  }

  @POST
  @Path("/{id}/settlement")
  @Needs("money:write")
  @Operation(summary = "Say that what was accepted has been handed over")
  public DocumentShape settle(@PathParam("id") long id, Settlement wanted) {
    acts.settle(current.get(), id, wanted == null ? "" : wanted.detail());
    return get(id);
  }

  @POST
  @Path("/{id}/payments")
  @Needs("money:write")
  @Operation(
      summary = "Note money that came for a document beside the buyer's wallet",
      description = "Needs an Idempotency-Key, which names the payment for ever.")
  public DocumentShape pay(
      @PathParam("id") long id, @HeaderParam("Idempotency-Key") String key, Payment wanted) {
    if (key == null) {
      throw Fault.invalid("Idempotency-Key", "fault.missing", "Idempotency-Key");
    }
    var payment = Check.given(wanted);
    var day =
        payment.paidOn() == null
            ? documents.today(current.get())
            : date("paidOn", payment.paidOn());
    payments.pay(current.get(), id, payment.amount(), day, payment.reference(), key);
    return get(id);
  }

  static LocalDate date(String field, String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException noDate) {
      throw Fault.invalid(field, "document.fault.date", Check.shown(text));
    }
  }
}
