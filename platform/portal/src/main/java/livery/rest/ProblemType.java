package livery.rest;

import livery.fault.Fault;

/** All kinds of problems that REST answers with. Their addresses are stable. */
public enum ProblemType {
  UNREADABLE("unreadable", 400, "The request cannot be read"),
  NO_KEY("no-key", 401, "A valid API key is needed"),
  NO_MONEY("no-money", 402, "The wallet does not hold enough"),
  NOT_ALLOWED("not-allowed", 403, "Not allowed"),
  NOT_FOUND("not-found", 404, "Not found"),
  WRONG_METHOD("wrong-method", 405, "This address does not take that method"),
  NOT_ACCEPTABLE("not-acceptable", 406, "No answer in the wanted form"),
  CONFLICT("conflict", 409, "Something is in the way"),
  IN_PROGRESS("in-progress", 409, "The first request with this key is still under way"),
  ALREADY_DONE("already-done", 409, "Done before; the answer held a secret, shown once"),
  TOO_LARGE("too-large", 413, "Too large"),
  WRONG_TYPE("wrong-type", 415, "Not the expected media type"),
  INVALID("invalid", 422, "A value breaks a rule"),
  KEY_REUSED("key-reused", 422, "The Idempotency-Key was used for another request"),
  TOO_MANY("too-many", 429, "Too many requests"),
  INTERNAL("internal", 500, "Something went wrong on our side");

  private final String id;
  private final int status;
  private final String title;

  ProblemType(String id, int status, String title) {
    this.id = id;
    this.status = status;
    this.title = title;
  }

  /** The {@code type} of the answer. */
  public String uri() {
    return "/problems/" + id;
  }

  public int status() {
    return status;
  }

  public String title() {
    return title;
  }

  static ProblemType of(Fault.Kind kind) {
    return switch (kind) {
      case INVALID -> INVALID;
      case NOT_FOUND -> NOT_FOUND;
      case NOT_ALLOWED -> NOT_ALLOWED;
      case CONFLICT -> CONFLICT;
      case NO_MONEY -> NO_MONEY;
      case TOO_MANY -> TOO_MANY;
    };
  }

  /** The kind that stands for a status that JAX-RS itself answers with. */
  static ProblemType of(int status) {
    return switch (status) {
      case 401 -> NO_KEY;
      case 403 -> NOT_ALLOWED;
      case 404 -> NOT_FOUND;
      case 405 -> WRONG_METHOD;
      case 406 -> NOT_ACCEPTABLE;
      case 413 -> TOO_LARGE;
      case 415 -> WRONG_TYPE;
      case 422 -> INVALID;
      case 429 -> TOO_MANY;
      default -> status >= 500 ? INTERNAL : UNREADABLE;
    };
  }
}
