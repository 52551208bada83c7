package livery.history;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.OutputStreamWriter;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import livery.compose.NewText;
import livery.compose.Sending;
import livery.fault.Check;
import livery.fault.Fault;
import livery.plugin.PluginHost;
import livery.rest.Attachment;
import livery.rest.Limit;
import livery.rest.Listing;
import livery.rest.Needs;
import livery.tenant.CurrentScope;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** {@code /api/v1/messages}: look, follow one through its life, send. */
@Path("/messages")
@RequestScoped
@Produces(MediaType.APPLICATION_JSON)
@Consumes(MediaType.APPLICATION_JSON)
@Tag(name = "Messages")
public class MessagesResource {

  private static final int MICRO_DIGITS = 6;
  private static final String NEWEST = "newest";
  private static final String OLDEST = "oldest";

  @Inject private Messages messages;
  @Inject private MessagesCsv csv;
  @Inject private MessageLife lives;
  @Inject private Sending sending;
  @Inject private PluginHost plugins;
  @Inject private CurrentScope current;

  /**
   * A message.
   *
   * @param from who sent it: the subscriber, or our number
   * @param to who gets it
   * @param price what the tenant pays for all parts, a decimal number
   */
  @Schema(name = "Message")
  public record Shape(
      long id,
      long tenantId,
      String direction,
      String from,
      String to,
      String text,
      String alphabet,
      int parts,
      String network,
      Long numberId,
      Long campaignId,
      Long replyTo,
      String state,
      String reason,
      String rule,
      String label,
      String price,
      String currency,
      boolean resent,
      Instant receivedAt,
      Instant sentAt,
      Instant doneAt) {

    static Shape of(MessageLine line) {
      return new Shape(
          line.id(),
          line.tenantId(),
          line.direction().name(),
          line.incoming() ? line.phone() : line.number(),
          line.incoming() ? line.number() : line.phone(),
          line.text(),
          line.ucs2() ? "UCS2" : "GSM7",
          line.parts(),
          line.network(),
          line.numberId() == 0 ? null : (Long) line.numberId(),
          line.campaignId() == 0 ? null : (Long) line.campaignId(),
          line.replyTo() == 0 ? null : (Long) line.replyTo(),
          line.state(),
          line.reason(),
          line.rule(),
          line.label(),
          decimal(line.priceMicros()),
          line.currency(),
          line.resent(),
          line.receivedAt(),
          line.sentAt(),
          line.doneAt());
    }
  }

  /** The life of a message; what is not there is absent; the note is a sentence in English. */
  public record LifeShape(
      Shape message,
      String note,
      Instant decidedAt,
      MessageLife.Came arrival,
      Shape answers,
      List<Shape> replies,
      List<Price> prices,
      List<MessageLife.Part> submissions) {

    static LifeShape of(MessageLife.Life life, String note) {
      return new LifeShape(
          Shape.of(life.message()),
          note,
          life.message().decidedAt(),
          life.arrival(),
          life.question() == null ? null : Shape.of(life.question()),
          life.replies().stream().map(Shape::of).toList(),
          life.edges().stream().map(Price::of).toList(),
          life.parts());
    }
  }

  /**
   * What one buyer pays its seller for the message.
   *
   * @param country of which messages the price is, "" for any, as network and prefix; absent where
   *     the operators' price is not known
   * @param billOn how far a part must have come to be charged: SUBMIT, SMSC_ACCEPT or DELIVERED
   * @param chargedAt when it was; absent before
   * @param correctsPeriod the month that a late charge belongs to, 202603; absent for the same one
   */
  public record Price(
      long sellerId,
      long buyerId,
      int parts,
      int charged,
      String unitPrice,
      String country,
      String network,
      String prefix,
      String amount,
      String currency,
      String state,
      boolean refunded,
      String billOn,
      Instant chargedAt,
      Integer correctsPeriod) {

    static Price of(MessageLife.Paid paid) {
      var matched = paid.matched();
      return new Price(
          paid.sellerId(),
          paid.buyerId(),
          paid.quantity(),
          paid.posted(),
          paid.unitPrice().stripTrailingZeros().toPlainString(),
          matched == null ? null : matched.country(),
          matched == null ? null : matched.network(),
          matched == null ? null : matched.prefix(),
          decimal(paid.amountMicros()),
          paid.currency(),
          paid.state(),
          paid.refunded(),
          paid.billOn(),
          paid.bookedAt(),
          paid.correctsPeriod() == 0 ? null : (Integer) paid.correctsPeriod());
    }
  }

  /**
   * One text, or many in {@code messages}; {@code from}, {@code text} and {@code campaignId} beside
   * the list are taken where one of the list has none.
   */
  @Schema(name = "MessageRequest")
  public record Wanted(String from, String to, String text, Long campaignId, List<One> messages) {}

  /** One of many texts. */
  public record One(String from, String to, String text, Long campaignId) {}

  /** What became of one text. */
  public record Sent(
      long id, String to, int parts, String price, String currency, String state, String reason) {

    static Sent of(Sending.Result result) {
      return new Sent(
          result.id(),
          result.to(),
          result.parts(),
          decimal(result.priceMicros()),
          result.currency(),
          result.state(),
          result.reason());
    }
  }

  @GET
  @Needs("messages:read")
  @Operation(
      summary = "The messages of the tenant and of those below it, newest first",
      description =
          "A part may hold fewer than limit messages and still have a next: go on until it is"
              + " null. text needs from and to, at most 31 days apart.")
  public Listing<Shape> list(
      @QueryParam("after") String after,
      @QueryParam("limit") @DefaultValue(Limit.DEFAULT) String limit,
      @Parameter(description = "IN or OUT") @QueryParam("direction") String direction,
      @QueryParam("state") String state,
      @QueryParam("campaignId") String campaignId,
      @QueryParam("numberId") String numberId,
      @Parameter(description = "A subscriber's digits; with * at the end, what they begin with")
          @QueryParam("phone")
          String phone,
      @Parameter(description = "ISO 8601 with zone") @QueryParam("from") String from,
      @Parameter(description = "ISO 8601 with zone, not included") @QueryParam("to") String to,
      @QueryParam("text") String text,
      @Parameter(description = "newest or oldest first") @QueryParam("order") @DefaultValue(NEWEST)
          String order) {
    var search = search(direction, state, campaignId, numberId, phone, from, to, text);
    var found =
        isOldest(order)
            ? messages.oldest(current.get(), search, Limit.after(after, 0), Limit.rows(limit))
            : messages.list(
                current.get(), search, Limit.after(after, Long.MAX_VALUE), Limit.rows(limit));
    return new Listing<>(
        found.rows().stream().map(Shape::of).toList(),
        found.next() == 0 ? null : Long.toString(found.next()));
  }

  @GET
  @Path("/export")
  @Produces("text/csv")
  @Needs("messages:read")
  @Operation(
      summary = "The same as a file, up to 100,000 of them",
      description = "In the language that Accept-Language asks for, with times of the tenant.")
  public Response export(
      @QueryParam("direction") String direction,
      @QueryParam("state") String state,
      @QueryParam("campaignId") String campaignId,
      @QueryParam("numberId") String numberId,
      @QueryParam("phone") String phone,
      @QueryParam("from") String from,
      @QueryParam("to") String to,
      @QueryParam("text") String text,
      @Parameter(description = "newest or oldest first") @QueryParam("order") @DefaultValue(NEWEST)
          String order) {
    var search = search(direction, state, campaignId, numberId, phone, from, to, text);
    var oldest = isOldest(order);
    csv.check(search);
    StreamingOutput file =
        out -> {
          var writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          csv.write(writer, search, oldest);
          writer.flush();
        };
    return Attachment.of("messages.csv", file);
  }

  private static boolean isOldest(String order) {
    return Check.oneOf("order", order, List.of(NEWEST, OLDEST)).equals(OLDEST);
  }

  private static MessageSearch search(
      String direction,
      String state,
      String campaignId,
      String numberId,
      String phone,
      String from,
      String to,
      String text) {
    return new MessageSearch(
        0,
        direction,
        state,
        Limit.after(campaignId, 0),
        Limit.after(numberId, 0),
        phone,
        moment("from", from),
        moment("to", to),
        text);
  }

  @GET
  @Path("/{id}")
  @Needs("messages:read")
  @Operation(summary = "One message with its whole life")
  public LifeShape get(@PathParam("id") long id) {
    var life = lives.of(current.get(), id);
    var message = life.decided();
    return LifeShape.of(
        life,
        plugins.sentence(message.campaignType(), message.label(), message.note(), Locale.ENGLISH));
  }

  @POST
  @Needs("messages:write")
  @Operation(
      summary = "Send one text, or up to 500",
      description =
          "All are checked first; when one is wrong none is sent. Each answer says whether its text"
              + " waits to be sent (QUEUED) or was REFUSED, and why: no-money, day-limit, no-price, no-rate,"
              + " blocked.")
  public Listing<Sent> send(Wanted wanted) {
    return Listing.whole(
        sending.send(current.get(), texts(wanted)).stream().map(Sent::of).toList());
  }

  /**
   * What a text comes to.
   *
   * @param charactersLeft in its last part
   * @param price what the tenant pays for all parts, a decimal number
   */
  public record Quote(
      String alphabet, int parts, int charactersLeft, String price, String currency) {}

  @POST
  @Path("/quote")
  @Needs("messages:read")
  @Operation(summary = "What a text would cost now, and how many parts it has; nothing is sent")
  public Quote quote(One wanted) {
    Check.given(wanted);
    var quote =
        sending.quote(
            current.get(),
            new NewText(wanted.from(), wanted.to(), wanted.text(), or0(wanted.campaignId())));
    return new Quote(
        quote.segments().alphabet().name(),
        quote.parts(),
        quote.segments().remaining(),
        decimal(quote.price().micros()),
        quote.price().currency());
  }

  private static List<NewText> texts(Wanted wanted) {
    Check.given(wanted);
    if (wanted.messages() == null) {
      return List.of(
          new NewText(wanted.from(), wanted.to(), wanted.text(), or0(wanted.campaignId())));
    }
    if (wanted.to() != null) {
      throw Fault.invalid("to", "message.fault.to-and-messages");
    }
    var texts = new ArrayList<NewText>();
    for (var one : wanted.messages()) {
      texts.add(
          one == null
              ? null
              : new NewText(
                  one.from() == null ? wanted.from() : one.from(),
                  one.to(),
                  one.text() == null ? wanted.text() : one.text(),
                  or0(one.campaignId() == null ? wanted.campaignId() : one.campaignId())));
    }
    return texts;
  }

  private static long or0(Long id) {
    return id == null ? 0 : id;
  }

  private static String decimal(long micros) {
    return BigDecimal.valueOf(micros, MICRO_DIGITS).stripTrailingZeros().toPlainString();
  }

  private static Instant moment(String field, String value) {
    if (value == null || value.isBlank()) {
      return null;
    }
    try {
      return OffsetDateTime.parse(value.strip()).toInstant();
    } catch (DateTimeException wrong) {
      throw Fault.invalid(field, "message.fault.moment", Check.shown(value));
    }
  }
}
